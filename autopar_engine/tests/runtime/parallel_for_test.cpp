#include "runtime/parallel_for.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cfenv>
#include <chrono>
#include <limits>
#include <thread>
#include <vector>

#include "runtime/backward_order.hpp"
#include "runtime/float_environment.hpp"

namespace autopar::runtime {
namespace {

struct CountFrame {
  std::vector<std::atomic<int>>* visits;
  std::atomic<int>* bad_workers;
};

void count_visits(const void* frame, std::int64_t begin, std::int64_t end, std::int32_t worker) {
  const auto& counts = *static_cast<const CountFrame*>(frame);
  if (worker < 0 || worker >= thread_count()) {
    ++*counts.bad_workers;
  }
  for (std::int64_t index = begin; index < end; ++index) {
    ++(*counts.visits)[static_cast<std::size_t>(index)];
  }
}

void expect_each_iteration_once(std::int64_t trip_count, std::int64_t grain) {
  std::vector<std::atomic<int>> visits(static_cast<std::size_t>(trip_count));
  std::atomic<int> bad_workers = 0;
  const CountFrame frame{&visits, &bad_workers};
  parallel_for(trip_count, grain, count_visits, &frame);
  EXPECT_EQ(bad_workers, 0);
  for (const auto& count : visits) {
    ASSERT_EQ(count, 1);
  }
}

TEST(ParallelFor, runs_each_iteration_once_for_any_number_of_threads) {
  for (const std::int32_t threads : {1, 2, 3, 5, 2}) {
    set_thread_count(threads);
    for (const std::int64_t trip_count : {0, 1, 2, 3, 100, 1003}) {
      expect_each_iteration_once(trip_count, 1);
      expect_each_iteration_once(trip_count, 10);
    }
  }
}

void record_begin(const void* frame, std::int64_t begin, std::int64_t end, std::int32_t) {
  auto& begins = **static_cast<std::vector<std::int64_t>* const*>(frame);
  EXPECT_EQ(end, begin + 1);
  begins.push_back(begin);
}

TEST(ParallelFor, runs_from_the_last_iteration_to_the_first_in_backward_order) {
  set_thread_count(3);
  set_backward_order(true);
  std::vector<std::int64_t> begins;
  std::vector<std::int64_t>* frame = &begins;
  parallel_for(4, 2, record_begin, static_cast<const void*>(&frame));
  set_backward_order(false);
  EXPECT_EQ(begins, (std::vector<std::int64_t>{3, 2, 1, 0}));
}

TEST(ParallelFor, many_launches_in_a_row_lose_nothing) {
  set_thread_count(3);
  for (int launch = 0; launch < 2000; ++launch) {
    expect_each_iteration_once(12, 1);
  }
}

TEST(ParallelFor, a_launch_after_a_pause_wakes_the_sleepers) {
  set_thread_count(2);
  for (int launch = 0; launch < 5; ++launch) {
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
    expect_each_iteration_once(100, 1);
  }
}

void record_thread(const void* frame, std::int64_t, std::int64_t, std::int32_t) {
  auto& arrived = **static_cast<std::atomic<int>* const*>(frame);
  ++arrived;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (arrived < 2 && std::chrono::steady_clock::now() < end) {
    std::this_thread::yield();
  }
}

TEST(ParallelFor, two_threads_work_at_the_same_time) {
  set_thread_count(2);
  std::atomic<int> arrived = 0;
  std::atomic<int>* frame = &arrived;
  const auto start = std::chrono::steady_clock::now();
  parallel_for(2, 1, record_thread, static_cast<const void*>(&frame));
  EXPECT_EQ(arrived, 2);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

void launch_inside(const void* frame, std::int64_t begin, std::int64_t end, std::int32_t) {
  for (std::int64_t index = begin; index < end; ++index) {
    parallel_for(10, 1, count_visits, frame);
  }
}

TEST(ParallelFor, a_nested_call_runs_serially_and_completely) {
  set_thread_count(3);
  std::vector<std::atomic<int>> visits(10);
  std::atomic<int> bad_workers = 0;
  const CountFrame frame{&visits, &bad_workers};
  parallel_for(50, 1, launch_inside, &frame);
  for (const auto& count : visits) {
    EXPECT_EQ(count, 50);
  }
}

TEST(ParallelFor, calls_from_several_threads_at_once_are_all_complete) {
  set_thread_count(2);
  std::vector<std::thread> callers;
  callers.reserve(3);
  for (int caller = 0; caller < 3; ++caller) {
    callers.emplace_back([] {
      for (int launch = 0; launch < 300; ++launch) {
        expect_each_iteration_once(40, 1);
      }
    });
  }
  for (std::thread& caller : callers) {
    caller.join();
  }
}

struct ProductFrame {
  const std::vector<double>& factors;
  double other;
};

void multiply_and_divide(const void* frame, std::int64_t begin, std::int64_t end, std::int32_t) {
  const auto& product = *static_cast<const ProductFrame*>(frame);
  for (std::int64_t index = begin; index < end; ++index) {
    const double factor = product.factors[static_cast<std::size_t>(index)];
    volatile double result = factor * product.other;
    result = 1.0 / factor;
    static_cast<void>(result);
  }
}

int watched_flags_after(double last_factor, double other) {
  std::vector<double> factors(1000, 1.0);
  factors.back() = last_factor;
  const ProductFrame frame{factors, other};
  int raised = 0;
  for (int launch = 0; launch < 50; ++launch) {
    clear_float_flags();
    parallel_for(1000, 1, multiply_and_divide, &frame);
    raised |= raised_float_flags();
  }
  return raised & (FE_DIVBYZERO | FE_OVERFLOW | FE_INVALID);
}

TEST(ParallelFor, flags_that_workers_raise_arrive_at_the_caller) {
  set_thread_count(2);
  EXPECT_EQ(watched_flags_after(1.0, 2.0), 0);
  EXPECT_EQ(watched_flags_after(0.0, 2.0), FE_DIVBYZERO);
  EXPECT_EQ(watched_flags_after(1e300, 1e300), FE_OVERFLOW);
  EXPECT_EQ(watched_flags_after(0.0, std::numeric_limits<double>::infinity()),
            FE_DIVBYZERO | FE_INVALID);
}

TEST(ParallelFor, flags_of_the_caller_stay_raised) {
  set_thread_count(2);
  const std::vector<double> ones(1000, 1.0);
  const ProductFrame frame{ones, 1.0};
  clear_float_flags();
  raise_float_flags(FE_OVERFLOW);
  parallel_for(1000, 1, multiply_and_divide, &frame);
  EXPECT_NE(raised_float_flags() & FE_OVERFLOW, 0);
}

void read_rounding(const void* frame, std::int64_t, std::int64_t, std::int32_t) {
  if (std::fegetround() != FE_UPWARD) {
    ++**static_cast<std::atomic<int>* const*>(frame);
  }
}

TEST(ParallelFor, workers_take_the_rounding_mode_of_the_caller) {
  set_thread_count(3);
  std::atomic<int> others = 0;
  std::atomic<int>* frame = &others;
  std::fesetround(FE_UPWARD);
  for (int launch = 0; launch < 200; ++launch) {
    parallel_for(12, 1, read_rounding, static_cast<const void*>(&frame));
  }
  std::fesetround(FE_TONEAREST);
  EXPECT_EQ(others, 0);
}

}  // namespace
}  // namespace autopar::runtime
