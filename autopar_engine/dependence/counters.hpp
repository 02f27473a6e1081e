#pragma once

#include <array>
#include <cstdint>

#include "dependence/dependence.hpp"

namespace autopar::dependence {

// How often a test ran, and with what outcome; the rest of applied was passed on. gave_up: its
// budget was spent, or numbers left 64 bits.
struct TestCounter {
  std::uint64_t applied = 0;
  std::uint64_t independent = 0;
  std::uint64_t dependent = 0;
  std::uint64_t gave_up = 0;
};

// One counter per test.
class TestCounters {
 public:
  [[nodiscard]] TestCounter& operator[](PairTest test) {
    return counters_[static_cast<std::size_t>(test)];
  }
  [[nodiscard]] const TestCounter& operator[](PairTest test) const {
    return counters_[static_cast<std::size_t>(test)];
  }

 private:
  std::array<TestCounter, enumerator_count<PairTest>()> counters_{};
};

}  // namespace autopar::dependence
