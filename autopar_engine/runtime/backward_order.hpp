#pragma once

#include <atomic>
#include <cstdint>

#include "runtime/parallel_for.hpp"

namespace autopar::runtime {

// For tests, since threads seldom meet in an order that shows a mistake: while it is on, each
// parallel_for runs its iterations one by one on the calling thread, from the last to the first.
// What may run in parallel computes the same then.
inline std::atomic<bool> g_runs_backwards{false};

inline void set_backward_order(bool is_on) noexcept {
  g_runs_backwards.store(is_on, std::memory_order_relaxed);
}

[[nodiscard]] inline bool runs_backwards() noexcept {
  return g_runs_backwards.load(std::memory_order_relaxed);
}

inline void run_backwards(std::int64_t trip_count, Kernel kernel, const void* frame) noexcept {
  for (std::int64_t end = trip_count; end > 0; --end) {
    kernel(frame, end - 1, end, 0);
  }
}

}  // namespace autopar::runtime
