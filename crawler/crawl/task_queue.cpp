#include "crawl/task_queue.hpp"

#include <algorithm>
#include <utility>

namespace autopar::crawl {
namespace {

// How long a thread sleeps at most before it looks again.
constexpr Clock::duration kLongestSleep = std::chrono::seconds(1);

}  // namespace

TaskQueue::TaskQueue(std::vector<Task> tasks) : waiting_(std::move(tasks)) {}

bool TaskQueue::may_ask(const std::string& host) const {
  const auto found = connections_.find(host);
  return host.empty() || found == connections_.end() || found->second < kConnectionsPerHost;
}

Clock::time_point TaskQueue::ready_at(const Task& task) const {
  const auto rest = rests_until_.find(task.host);
  return rest == rests_until_.end() ? task.not_before : std::max(task.not_before, rest->second);
}

std::optional<Task> TaskQueue::next() {
  std::unique_lock lock(mutex_);
  while (!is_stopped_ && (!waiting_.empty() || running_ > 0)) {
    const Clock::time_point now = Clock::now();
    const auto found = std::find_if(waiting_.begin(), waiting_.end(), [&](const Task& task) {
      return ready_at(task) <= now && may_ask(task.host);
    });
    if (found != waiting_.end()) {
      Task task = std::move(*found);
      waiting_.erase(found);
      ++connections_[task.host];
      ++running_;
      return task;
    }
    Clock::time_point wake = now + kLongestSleep;
    for (const Task& task : waiting_) {
      // Those whose time has come wait for a host, and finish() tells of that.
      wake = ready_at(task) > now ? std::min(wake, ready_at(task)) : wake;
    }
    changed_.wait_until(lock, wake);
  }
  return std::nullopt;
}

void TaskQueue::leave(const std::string& host) {
  --connections_[host];
  --running_;
  changed_.notify_all();
}

void TaskQueue::finish(const Task& task) {
  const std::scoped_lock lock(mutex_);
  leave(task.host);
}

void TaskQueue::retry(Task task, Clock::duration delay) {
  const std::scoped_lock lock(mutex_);
  leave(task.host);
  ++task.tries;
  task.not_before = Clock::now() + delay;
  waiting_.push_back(std::move(task));
}

void TaskQueue::rest_host(const std::string& host, Clock::duration pause) {
  const std::scoped_lock lock(mutex_);
  Clock::time_point& until = rests_until_[host];
  until = std::max(until, Clock::now() + pause);
}

std::vector<Task> TaskQueue::drop_host(const std::string& host) {
  const std::scoped_lock lock(mutex_);
  std::vector<Task> dropped;
  std::vector<Task> kept;
  for (Task& task : waiting_) {
    (task.host == host ? dropped : kept).push_back(std::move(task));
  }
  waiting_ = std::move(kept);
  changed_.notify_all();
  return dropped;
}

void TaskQueue::stop() {
  const std::scoped_lock lock(mutex_);
  is_stopped_ = true;
  changed_.notify_all();
}

bool TaskQueue::wait_until_done(Clock::duration longest) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, longest,
                           [this] { return running_ == 0 && (waiting_.empty() || is_stopped_); });
}

}  // namespace autopar::crawl
