#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "crawler/crawl_database.hpp"

namespace autopar::crawl {

using Clock = std::chrono::steady_clock;

// One source to be crawled.
struct Task {
  std::string source;  // its name in the database
  crawler::SourceKind kind = crawler::SourceKind::Local;
  std::string host;              // that has to be asked; empty if none
  std::size_t pinned = 0;        // of a Pinned one: which of SourceList::pinned it is
  unsigned tries = 0;            // in this run
  Clock::time_point not_before;  // when it may be tried
};

// Tasks for several threads, of which only a few may ask the same host at a time.
class TaskQueue {
 public:
  static constexpr unsigned kConnectionsPerHost = 2;

  explicit TaskQueue(std::vector<Task> tasks);

  // Waits for a task that may run now; nothing once all are done or the queue is stopped. Each task
  // given out must come back through finish or retry.
  std::optional<Task> next();
  void finish(const Task& task);
  void retry(Task task, Clock::duration delay);

  // Gives out none of the host's tasks for so long.
  void rest_host(const std::string& host, Clock::duration pause);

  // The host wants no more: its tasks that have not run are dropped, and returned.
  std::vector<Task> drop_host(const std::string& host);

  // Gives out no more tasks.
  void stop();

  // Waits until all tasks are done or some time has passed; whether they are.
  bool wait_until_done(Clock::duration longest);

 private:
  [[nodiscard]] bool may_ask(const std::string& host) const;
  [[nodiscard]] Clock::time_point ready_at(const Task& task) const;
  void leave(const std::string& host);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Task> waiting_;
  std::map<std::string, unsigned> connections_;
  std::map<std::string, Clock::time_point> rests_until_;
  unsigned running_ = 0;
  bool is_stopped_ = false;
};

}  // namespace autopar::crawl
