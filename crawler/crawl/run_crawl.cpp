#include "crawl/run_crawl.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <exception>
#include <filesystem>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

#include "crawl/crawl_local.hpp"
#include "crawl/file_batch.hpp"
#include "crawl/progress.hpp"
#include "crawl/task_queue.hpp"
#include "crawler/crawl_database.hpp"

namespace autopar::crawl {
namespace {

using crawler::CrawlDatabase;
using crawler::SourceKind;

constexpr Clock::duration kTick = std::chrono::milliseconds(100);

// The name of a source of this machine in the database.
std::string name_of_path(const std::string& source) {
  const std::string name = std::filesystem::path(source).lexically_normal().generic_string();
  return name.size() > 1 && name.ends_with('/') ? name.substr(0, name.size() - 1) : name;
}

// Fails for sources that are not there, before anything is written.
Result<std::vector<Task>> list_tasks(const std::vector<std::string>& sources,
                                     const std::string& output) {
  std::vector<Task> tasks;
  std::set<std::string> names;
  for (const std::string& source : sources) {
    if (const Result<void> found = crawler::check_source(source); !found) {
      return tl::unexpected(found.error());
    }
    std::error_code error;
    if (std::filesystem::equivalent(source, output, error)) {
      return fail(fmt::format("{} is source and output", source));
    }
    tasks.push_back({.source = name_of_path(source)});
  }
  for (const Task& task : tasks) {
    if (!names.insert(task.source).second) {
      return fail(fmt::format("{} is given twice", task.source));
    }
  }
  return tasks;
}

class CrawlRun {
 public:
  CrawlRun(CrawlDatabase& database, std::vector<Task> tasks, const std::atomic<bool>& stop)
      : database_(database), sources_(tasks.size()), queue_(std::move(tasks)), stop_(stop) {}

  Result<CrawlOutcome> run(unsigned jobs, Progress& progress) {
    std::vector<std::jthread> threads;
    for (unsigned job = 0; job < jobs; ++job) {
      threads.emplace_back([this] { work(); });
    }
    while (!queue_.wait_until_done(kTick)) {
      progress.update({counters_.sources, sources_, counters_.files, counters_.content_bytes});
      if (stop_ || has_failed_) {
        queue_.stop();
      }
    }
    threads.clear();
    progress.finish();
    if (has_failed_) {
      return fail(failure_);
    }
    outcome_.files = counters_.files;
    outcome_.is_interrupted = outcome_.is_interrupted || (stop_ && counters_.sources < sources_);
    return outcome_;
  }

 private:
  void work() {
    while (const std::optional<Task> task = queue_.next()) {
      try {
        run_task(*task);
      } catch (const std::exception& error) {
        fail_run(fmt::format("internal error at {}: {}", task->source, error.what()));
      }
      queue_.finish(*task);
    }
  }

  void run_task(const Task& task) {
    const Result<LocalOutcome> done = crawl_local(database_, task.source, counters_, stop_);
    if (!done) {
      fail_run(done.error().message);
      return;
    }
    const std::scoped_lock lock(mutex_);
    outcome_.is_interrupted = outcome_.is_interrupted || done->is_interrupted;
    outcome_.left_out += done->damaged > 0 || !done->is_complete ? 1 : 0;
    counters_.sources += done->is_interrupted ? 0 : 1;
  }

  // The first failure is the one that is told.
  void fail_run(std::string message) {
    const std::scoped_lock lock(mutex_);
    if (!has_failed_) {
      failure_ = std::move(message);
      has_failed_ = true;
    }
  }

  CrawlDatabase& database_;
  std::uint64_t sources_;
  TaskQueue queue_;
  const std::atomic<bool>& stop_;
  Counters counters_;
  std::mutex mutex_;
  CrawlOutcome outcome_;
  std::string failure_;
  std::atomic<bool> has_failed_ = false;
};

Result<void> list_in_database(CrawlDatabase& database, const std::vector<Task>& tasks) {
  for (const Task& task : tasks) {
    if (Result<void> done = database.list_source(task.source, task.kind); !done) {
      return done;
    }
  }
  return {};
}

}  // namespace

Result<CrawlOutcome> run_crawl(const CrawlOptions& options, const std::atomic<bool>& stop) {
  Result<std::vector<Task>> tasks = list_tasks(options.sources, options.output);
  if (!tasks) {
    return tl::unexpected(tasks.error());
  }
  Result<CrawlDatabase> database = CrawlDatabase::open(options.output);
  if (!database) {
    return tl::unexpected(database.error());
  }
  const Result<void> listed = list_in_database(*database, *tasks);
  const Result<std::uint64_t> before = database->count_contents();
  if (!listed || !before) {
    return tl::unexpected(listed ? before.error() : listed.error());
  }
  Progress progress(options.is_quiet);
  CrawlRun run(*database, std::move(*tasks), stop);
  Result<CrawlOutcome> outcome = run.run(options.jobs, progress);
  const Result<std::uint64_t> after = database->count_contents();
  if (!outcome || !after) {
    return tl::unexpected(outcome ? after.error() : outcome.error());
  }
  outcome->contents = *after;
  outcome->new_contents = *after - *before;
  spdlog::info("{} files, {} contents, {} of them new, in {:.1f} s", outcome->files,
               outcome->contents, outcome->new_contents, progress.elapsed_seconds());
  return outcome;
}

}  // namespace autopar::crawl
