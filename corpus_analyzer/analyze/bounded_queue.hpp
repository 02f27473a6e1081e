#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace autopar::analyze {

// A queue between threads that holds a limited number of values. To wake a thread costs more than
// to hand a value over, so one that waits is left asleep until it finds more than one thing to do:
// who pushes until half of the places are free, who pops until there are `pop_at` values.
template <class T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity, std::size_t pop_at = 1)
      : capacity_(capacity), pop_at_(pop_at) {}

  // Waits for room.
  void push(T value) {
    std::unique_lock lock(mutex_);
    has_room_.wait(lock, [this] { return values_.size() < capacity_; });
    values_.push_back(std::move(value));
    if (values_.size() >= pop_at_) {
      has_values_.notify_one();
    }
  }

  // Takes a value that is there; else waits, and returns nothing once the queue is closed and
  // empty.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    if (values_.empty()) {
      has_values_.wait(lock, [this] { return values_.size() >= pop_at_ || is_closed_; });
    }
    if (values_.empty()) {
      return std::nullopt;
    }
    T value = std::move(values_.front());
    values_.pop_front();
    if (values_.size() <= capacity_ / 2) {
      has_room_.notify_one();
    }
    return value;
  }

  // No more values will be pushed.
  void close() {
    const std::scoped_lock lock(mutex_);
    is_closed_ = true;
    has_values_.notify_all();
  }

 private:
  std::size_t capacity_;
  std::size_t pop_at_;
  std::mutex mutex_;
  std::condition_variable has_room_;
  std::condition_variable has_values_;
  std::deque<T> values_;
  bool is_closed_ = false;
};

}  // namespace autopar::analyze
