#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <future>
#include <thread>
#include <vector>

namespace autopar::explain {

// Calls make(0) ... make(count - 1) in at most `jobs` threads, and take with each result in order,
// in the calling thread, as soon as it is there. What make throws comes out of here at its place;
// the threads have ended when this returns or throws. Requires jobs >= 1.
template <class Value>
void make_side_by_side(std::size_t count, unsigned jobs,
                       const std::function<Value(std::size_t)>& make,
                       const std::function<void(Value)>& take) {
  std::vector<std::promise<Value>> promises(count);
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t index = next++; index < count; index = next++) {
      try {
        promises[index].set_value(make(index));
      } catch (...) {
        promises[index].set_exception(std::current_exception());
      }
    }
  };
  std::vector<std::jthread> threads;
  for (std::size_t job = 0; job < std::min<std::size_t>(jobs, count); ++job) {
    threads.emplace_back(work);
  }
  for (std::promise<Value>& promise : promises) {
    take(promise.get_future().get());
  }
}

}  // namespace autopar::explain
