#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace autopar::runtime {

// For benchmarks: how long compiled regions run, without what a call does before and behind them.
// It runs from start() to stop(), for all threads together; otherwise no clock is read, since that
// takes longer than is lost in a warm call.
class KernelClock {
 public:
  static void start() noexcept {
    elapsed_ns_.store(0, std::memory_order_relaxed);
    is_on_.store(true, std::memory_order_relaxed);
  }

  // Nanoseconds since start(); 0 without one.
  [[nodiscard]] static std::int64_t stop() noexcept {
    is_on_.store(false, std::memory_order_relaxed);
    return elapsed_ns_.exchange(0, std::memory_order_relaxed);
  }

  [[nodiscard]] static bool is_on() noexcept { return is_on_.load(std::memory_order_relaxed); }

  // What run() gives, with its time added.
  template <class Run>
  static auto time(Run run) noexcept {
    const auto begin = std::chrono::steady_clock::now();
    const auto result = run();
    const auto elapsed = std::chrono::steady_clock::now() - begin;
    elapsed_ns_.fetch_add(std::chrono::nanoseconds(elapsed).count(), std::memory_order_relaxed);
    return result;
  }

 private:
  static inline std::atomic<bool> is_on_{false};
  static inline std::atomic<std::int64_t> elapsed_ns_{0};
};

}  // namespace autopar::runtime
