#pragma once

#include <cstdint>
#include <limits>

namespace autopar::runtime {

// The ABI of a compiled kernel: it runs the iterations [begin, end) of its outermost loop, counted
// from 0. `worker` is in [0, thread_count()) and differs between those calls of one parallel_for
// that run at the same time. A kernel throws nothing and knows no threads.
using Kernel = void (*)(const void* frame, std::int64_t begin, std::int64_t end,
                        std::int32_t worker);

// Runs the iterations [0, trip_count) of `kernel` in chunks of at least `grain` iterations, and
// returns when all are done. The chunks depend on trip_count, grain and thread_count() only
// (chunks.hpp). Workers compute under the caller's floating-point environment (rounding, flush to
// zero), and the exception flags that they raise are raised in the caller too, so that afterwards
// the caller's flags are those of a serial run.
//
// A call from inside a kernel, or while another thread's call runs, runs serially on the calling
// thread. Safe after fork.
//
// Never on more than most_threads threads, whatever thread_count() says: for a frame that holds
// something for each of so many workers. `worker` is below it then, too.
//
// One header, two implementations: openmp_threads for programs of our own, pool_threads for a
// process that belongs to somebody else (Python).
void parallel_for(std::int64_t trip_count, std::int64_t grain, Kernel kernel, const void* frame,
                  std::int32_t most_threads = std::numeric_limits<std::int32_t>::max()) noexcept;

// How many threads, the caller included, a parallel_for uses. 1 until it is set.
[[nodiscard]] std::int32_t thread_count() noexcept;

// Takes effect at the next parallel_for. Requires count >= 1.
void set_thread_count(std::int32_t count) noexcept;

}  // namespace autopar::runtime
