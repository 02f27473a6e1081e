#include "runtime/parallel_for.hpp"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <memory>

#include "runtime/backward_order.hpp"
#include "runtime/chunks.hpp"
#include "runtime/pool_threads/thread_pool.hpp"

namespace autopar::runtime {

namespace {

std::atomic<std::int32_t> g_thread_count{1};

// A child of fork has none of the threads: it gets a pool of its own, and the parent's stays
// unused in its memory, since destroying it would wait for threads that don't exist.
std::atomic<ThreadPool*> g_pool{nullptr};

ThreadPool* make_pool() { return std::make_unique<ThreadPool>().release(); }

void replace_pool_in_child() { g_pool.store(make_pool(), std::memory_order_release); }

// The pool of this process, made at the first use.
ThreadPool& process_pool() {
  [[maybe_unused]] static const bool made = [] {
    g_pool.store(make_pool(), std::memory_order_release);
    return pthread_atfork(nullptr, nullptr, replace_pool_in_child) == 0;
  }();
  return *g_pool.load(std::memory_order_acquire);
}

}  // namespace

void parallel_for(std::int64_t trip_count, std::int64_t grain, Kernel kernel, const void* frame,
                  std::int32_t most_threads) noexcept {
  if (runs_backwards()) {
    run_backwards(trip_count, kernel, frame);
    return;
  }
  const std::int32_t threads = std::min(thread_count(), most_threads);
  const std::int64_t chunk_count = count_chunks(trip_count, grain, threads);
  if (chunk_count == 0) {
    return;
  }
  if (chunk_count > 1) {
    const Job job{kernel, frame, trip_count, chunk_count};
    if (process_pool().try_run(job, threads)) {
      return;
    }
  }
  kernel(frame, 0, trip_count, 0);
}

std::int32_t thread_count() noexcept { return g_thread_count.load(std::memory_order_relaxed); }

void set_thread_count(std::int32_t count) noexcept {
  g_thread_count.store(count, std::memory_order_relaxed);
}

}  // namespace autopar::runtime
