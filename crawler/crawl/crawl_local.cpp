#include "crawl/crawl_local.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>

namespace autopar::crawl {
namespace {

namespace fs = std::filesystem;

// Of a file; folders and standard input have none.
std::string version_of(const std::string& source) {
  std::error_code error;
  if (!fs::is_regular_file(source, error)) {
    return "";
  }
  const std::uintmax_t size = fs::file_size(source, error);
  const fs::file_time_type changed = fs::last_write_time(source, error);
  const auto nanoseconds = std::chrono::duration_cast<std::chrono::nanoseconds>(
                               std::chrono::file_clock::to_sys(changed).time_since_epoch())
                               .count();
  return error ? "" : fmt::format("{} bytes, changed at {} ns", size, nanoseconds);
}

Result<LocalOutcome> read_source(crawler::CrawlDatabase& database, const std::string& source,
                                 const std::string& version, Counters& counters,
                                 const std::atomic<bool>& stop) {
  FileBatch batch(database, source, counters);
  Result<void> stored = database.begin_source(source);
  const crawler::NotebookVisitor store_file = [&](crawler::NotebookFile file) {
    stored = stored && !stop ? batch.add(std::move(file)) : stored;
    return stored && !stop;
  };
  const Result<crawler::SourceSummary> summary = crawler::for_each_notebook(
      source, store_file,
      {.limits = {}, .reads_head = true, .known_size = [&database](const std::string& blob) {
         return database.known_size(blob);
       }});
  if (!summary) {
    return tl::unexpected(summary.error());
  }
  stored = stored ? batch.flush() : stored;
  if (stored && stop) {
    return LocalOutcome{.is_interrupted = true};
  }
  for (const std::string& warning : summary->warnings) {
    spdlog::warn("{}: {}", source, warning);
  }
  stored = stored ? database.finish_source(source, {.version = version,
                                                    .files = batch.files(),
                                                    .damaged = summary->damaged_archives,
                                                    .is_complete = summary->is_complete})
                  : stored;
  if (!stored) {
    return tl::unexpected(stored.error());
  }
  return LocalOutcome{.damaged = summary->damaged_archives, .is_complete = summary->is_complete};
}

}  // namespace

Result<LocalOutcome> crawl_local(crawler::CrawlDatabase& database, const std::string& source,
                                 Counters& counters, const std::atomic<bool>& stop) {
  const Result<crawler::SourceRow> row = database.source(source);
  if (!row) {
    return tl::unexpected(row.error());
  }
  // Before the reading: a file that changes meanwhile is read again the next time.
  const std::string version = version_of(source);
  const bool is_unchanged =
      row->state == crawler::SourceState::Scanned && !version.empty() && row->version == version;
  if (is_unchanged) {
    return LocalOutcome{.damaged = row->damaged, .is_complete = row->is_complete};
  }
  Result<LocalOutcome> outcome = read_source(database, source, version, counters, stop);
  if (!outcome) {
    static_cast<void>(database.fail_source(source, {.error = outcome.error().message}));
  }
  return outcome;
}

}  // namespace autopar::crawl
