#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "autopar/named_enum.hpp"
#include "autopar/result.hpp"
#include "crawler/file_lock.hpp"
#include "crawler/source_reader.hpp"
#include "store/connection.hpp"

namespace autopar::crawler {

AUTOPAR_NAMED_ENUM(SourceKind, Local, Remote, Pinned);

// crawl_schema.sql says what they mean.
AUTOPAR_NAMED_ENUM(SourceState, Listed, Resolved, Tree, Blobs, Scanned, Gone, Empty, Denied, TooBig,
                   LfsOnly, Unsupported, Failed);

struct SourceRow {
  SourceKind kind = SourceKind::Local;
  SourceState state = SourceState::Listed;
  std::string version;
  std::uint64_t damaged = 0;
  bool is_complete = true;
  std::uint64_t tries = 0;
  std::optional<std::int64_t> next_try_at;
};

// How a source was read to its end.
struct FinishedSource {
  SourceState state = SourceState::Scanned;
  std::string version;
  std::uint64_t files = 0;
  std::uint64_t damaged = 0;
  bool is_complete = true;
};

struct FailedTry {
  SourceState state = SourceState::Failed;
  std::string error;
  std::optional<std::int64_t> next_try_at;
};

// crawl.db while it is written. Each call is one transaction; threads may share it.
class CrawlDatabase {
 public:
  // Makes the database or continues one. Fails if another process has it open like this.
  static Result<CrawlDatabase> open(const std::string& path);

  // Makes a row in state Listed if there is none.
  Result<void> list_source(const std::string& name, SourceKind kind);
  Result<SourceRow> source(const std::string& name);
  Result<void> set_state(const std::string& name, SourceState state);

  // From here on the files of the source are told anew.
  Result<void> begin_source(const std::string& name);
  // Files with their contents, of which those that are there already are left alone.
  Result<void> add_files(const std::string& name, std::span<const NotebookFile> files);
  // Forgets the files that were not told again.
  Result<void> finish_source(const std::string& name, const FinishedSource& finished);
  Result<void> fail_source(const std::string& name, const FailedTry& failed);
  Result<void> set_redirection(const std::string& name, const std::string& url);

  // How many files of the source, as far as told, are pointers of git-lfs.
  [[nodiscard]] Result<std::uint64_t> count_lfs_pointers(const std::string& name);

  // The size of a content that is here.
  [[nodiscard]] std::optional<std::uint64_t> known_size(const std::string& blob);
  [[nodiscard]] Result<std::uint64_t> count_contents();

 private:
  CrawlDatabase(FileLock lock, store::Connection connection)
      : lock_(std::move(lock)),
        connection_(std::move(connection)),
        mutex_(std::make_unique<std::mutex>()) {}
  Result<void> run_one(std::string_view sql, const auto&... values);

  FileLock lock_;
  store::Connection connection_;
  std::unique_ptr<std::mutex> mutex_;
};

// Is the file a database that autopar-crawl has made?
[[nodiscard]] bool is_crawl_database(const std::string& path);

// Visits the files of such a database in the order of their places. A file's container is the
// crawled source with the archive in it. Warns of sources that have not been read to their end.
[[nodiscard]] Result<SourceSummary> for_each_notebook_of_crawl(const std::string& path,
                                                               const NotebookVisitor& visitor);
[[nodiscard]] Result<std::uint64_t> measure_crawl(const std::string& path);

}  // namespace autopar::crawler
