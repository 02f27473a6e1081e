#include "runtime/parallel_for.hpp"

#include <omp.h>

#include <algorithm>
#include <atomic>

#include "runtime/backward_order.hpp"
#include "runtime/chunks.hpp"
#include "runtime/float_environment.hpp"

namespace autopar::runtime {

namespace {

std::atomic<std::int32_t> g_thread_count{1};
std::atomic_flag g_busy;

int run_chunks(std::int64_t trip_count, std::int64_t chunk_count, Kernel kernel, const void* frame,
               std::int32_t threads) {
  const FloatEnvironment environment = FloatEnvironment::of_this_thread();
  int raised = raised_float_flags();
#pragma omp parallel num_threads(threads) reduction(| : raised)
  {
    environment.adopt();
#pragma omp for schedule(dynamic, 1)
    for (std::int64_t index = 0; index < chunk_count; ++index) {
      const Chunk chunk = chunk_at(index, chunk_count, trip_count);
      kernel(frame, chunk.begin, chunk.end, omp_get_thread_num());
    }
    raised |= raised_float_flags();
  }
  return raised;
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
  if (chunk_count == 1 || g_busy.test_and_set(std::memory_order_acquire)) {
    kernel(frame, 0, trip_count, 0);
    return;
  }
  const int raised = run_chunks(trip_count, chunk_count, kernel, frame, threads);
  g_busy.clear(std::memory_order_release);
  raise_float_flags(raised);
}

std::int32_t thread_count() noexcept { return g_thread_count.load(std::memory_order_relaxed); }

void set_thread_count(std::int32_t count) noexcept {
  g_thread_count.store(count, std::memory_order_relaxed);
}

}  // namespace autopar::runtime
