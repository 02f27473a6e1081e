#include "crawl/run_crawl.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <mutex>
#include <optional>
#include <random>
#include <system_error>
#include <thread>
#include <utility>

#include "crawl/crawl_local.hpp"
#include "crawl/file_batch.hpp"
#include "crawl/progress.hpp"
#include "crawl/source_list.hpp"
#include "crawl/task_queue.hpp"
#include "crawler/crawl_database.hpp"

namespace autopar::crawl {
namespace {

using crawler::CrawlDatabase;
using crawler::SourceKind;

constexpr Clock::duration kTick = std::chrono::milliseconds(100);

// Longer waits than this are left to another run.
constexpr std::chrono::seconds kLongestWait{60};
constexpr std::chrono::minutes kHostRest{15};
// However long a host asks us to wait.
constexpr std::chrono::hours kLongestHostRest{24};

class CrawlRun {
 public:
  CrawlRun(CrawlDatabase& database, SourceList sources, RemoteOptions remote,
           const std::atomic<bool>& stop)
      : database_(database),
        pinned_(std::move(sources.pinned)),
        remote_(std::move(remote)),
        sources_(sources.tasks.size()),
        queue_(std::move(sources.tasks)),
        stop_(stop) {}

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
      std::optional<Clock::duration> delay;
      try {
        delay = run_task(*task);
      } catch (const std::exception& error) {
        fail_run(fmt::format("internal error at {}: {}", task->source, error.what()));
      }
      if (delay) {
        queue_.retry(*task, *delay);
      } else {
        queue_.finish(*task);
      }
    }
  }

  // How long to wait before the next try, if there shall be one.
  std::optional<Clock::duration> run_task(const Task& task) {
    if (task.kind == SourceKind::Local) {
      note(crawl_local(database_, task.source, counters_, stop_));
      return std::nullopt;
    }
    const Result<RemoteOutcome> done =
        task.kind == SourceKind::Remote
            ? crawl_remote(database_, task.source, remote_, counters_, stop_)
            : crawl_pinned(database_, pinned_[task.pinned], remote_, counters_, stop_);
    if (done && done->failure) {
      return handle(task, *done->failure);
    }
    note(done);
    return std::nullopt;
  }

  void note(const auto& done) {
    if (!done) {
      fail_run(done.error().message);
      return;
    }
    const std::scoped_lock lock(mutex_);
    outcome_.is_interrupted = outcome_.is_interrupted || done->is_interrupted;
    outcome_.left_out += done->damaged > 0 || !done->is_complete ? 1 : 0;
    counters_.sources += done->is_interrupted ? 0 : 1;
  }

  std::optional<Clock::duration> handle(const Task& task, const GitFailure& failure) {
    const bool waits_long = failure.retry_after > kLongestWait;
    if (failure.may_retry && !waits_long && task.tries + 1 < remote_.tries) {
      return try_again(task, failure);
    }
    give_up(task, failure);
    if (failure.stops_host || waits_long) {
      for (const Task& dropped : queue_.drop_host(task.host)) {
        give_up(dropped, {.message = fmt::format("{} wants no more requests", task.host),
                          .stops_host = true,
                          .retry_after = failure.retry_after});
      }
    }
    return std::nullopt;
  }

  // What the host asks for holds for all that is its.
  Clock::duration try_again(const Task& task, const GitFailure& failure) {
    Clock::duration delay = back_off(task.tries);
    if (failure.retry_after) {
      delay = std::max<Clock::duration>(delay, *failure.retry_after);
      queue_.rest_host(task.host, *failure.retry_after);
    }
    spdlog::info("{}: {}; trying again", task.source, failure.message);
    store(task, failure, delay);
    return delay;
  }

  static std::optional<Clock::duration> rest_of_host(const GitFailure& failure) {
    if (failure.retry_after) {
      return std::min<Clock::duration>(*failure.retry_after, kLongestHostRest);
    }
    return failure.stops_host ? std::optional<Clock::duration>(kHostRest) : std::nullopt;
  }

  void give_up(const Task& task, const GitFailure& failure) {
    store(task, failure, rest_of_host(failure));
    const std::scoped_lock lock(mutex_);
    if (failure.state != crawler::SourceState::Empty) {
      spdlog::warn("{}: {}: {}", task.source, code_of(failure.state), failure.message);
      ++outcome_.failed;
    }
    ++counters_.sources;
  }

  void store(const Task& task, const GitFailure& failure, std::optional<Clock::duration> delay) {
    std::optional<std::int64_t> next_try_at;
    if (delay) {
      next_try_at = std::chrono::duration_cast<std::chrono::seconds>(
                        (std::chrono::system_clock::now() + *delay).time_since_epoch())
                        .count();
    }
    const Result<void> done = database_.fail_source(
        task.source,
        {.state = failure.state, .error = failure.message, .next_try_at = next_try_at});
    if (!done) {
      fail_run(done.error().message);
    }
  }

  // Doubled with each try; spread, so that those who failed together don't come back together.
  Clock::duration back_off(unsigned tries) {
    const std::scoped_lock lock(mutex_);
    const double spread = std::uniform_real_distribution<double>(0.5, 1.5)(generator_);
    const auto longest = std::chrono::duration<double>(kLongestWait);
    return std::chrono::duration_cast<Clock::duration>(
        std::min(longest, spread * std::chrono::duration<double>(remote_.first_delay) *
                              static_cast<double>(1U << std::min(tries, 20U))));
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
  std::vector<PinnedRepository> pinned_;
  RemoteOptions remote_;
  std::uint64_t sources_;
  TaskQueue queue_;
  const std::atomic<bool>& stop_;
  Counters counters_;
  std::mutex mutex_;
  std::minstd_rand generator_{std::random_device()()};
  CrawlOutcome outcome_;
  std::string failure_;
  std::atomic<bool> has_failed_ = false;
};

std::int64_t seconds_since_1970() {
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// Lists the tasks and gives those that have to wait their time. Those that have to wait longer than
// a run may are left out; how many.
Result<std::uint64_t> list_in_database(CrawlDatabase& database, std::vector<Task>& tasks) {
  const std::int64_t now = seconds_since_1970();
  std::vector<Task> kept;
  for (Task& task : tasks) {
    const Result<void> listed = database.list_source(task.source, task.kind);
    const Result<crawler::SourceRow> row = database.source(task.source);
    if (!listed || !row) {
      return tl::unexpected(listed ? row.error() : listed.error());
    }
    const std::chrono::seconds wait(row->next_try_at.value_or(now) - now);
    if (wait > kLongestWait) {
      spdlog::warn("{}: not before {} seconds from now", task.source, wait.count());
      continue;
    }
    task.not_before = Clock::now() + std::max(wait, std::chrono::seconds(0));
    kept.push_back(std::move(task));
  }
  const std::uint64_t left_out = tasks.size() - kept.size();
  tasks = std::move(kept);
  return left_out;
}

// Where repositories lie while they are fetched; what a killed run left there goes.
class WorkFolder {
 public:
  explicit WorkFolder(std::string path) : path_(std::move(path)) { remove(); }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  ~WorkFolder() { remove(); }

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  void remove() const {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }

  std::string path_;
};

}  // namespace

Result<CrawlOutcome> run_crawl(const CrawlOptions& options, const std::atomic<bool>& stop) {
  Result<SourceList> sources = list_sources(options.sources, options.output);
  if (!sources) {
    return tl::unexpected(sources.error());
  }
  Result<CrawlDatabase> database = CrawlDatabase::open(options.output);
  if (!database) {
    return tl::unexpected(database.error());
  }
  const Result<std::uint64_t> postponed = list_in_database(*database, sources->tasks);
  const Result<std::uint64_t> before = database->count_contents();
  if (!postponed || !before) {
    return tl::unexpected(postponed ? before.error() : postponed.error());
  }
  const WorkFolder work_folder(options.output + ".fetching");
  RemoteOptions remote = options.remote;
  remote.work_folder = work_folder.path();
  Progress progress(options.is_quiet);
  CrawlRun run(*database, std::move(*sources), std::move(remote), stop);
  Result<CrawlOutcome> outcome = run.run(options.jobs, progress);
  const Result<std::uint64_t> after = database->count_contents();
  if (!outcome || !after) {
    return tl::unexpected(outcome ? after.error() : outcome.error());
  }
  outcome->failed += *postponed;
  outcome->contents = *after;
  outcome->new_contents = *after - *before;
  spdlog::info("{} files, {} contents, {} of them new, in {:.1f} s", outcome->files,
               outcome->contents, outcome->new_contents, progress.elapsed_seconds());
  return outcome;
}

}  // namespace autopar::crawl
