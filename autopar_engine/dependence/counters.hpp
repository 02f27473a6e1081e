#pragma once

#include <array>
#include <cstdint>

#include "dependence/dependence.hpp"

namespace autopar::dependence {

// How often a test ran, and with what outcome; the rest of applied was passed on. gave_up: its
// budget was spent, or numbers left 64 bits. One run is over one equation (the tests of stages/),
// one system of equations (Delta), one set of points (Exact) or two names (Name, Alias), so that a
// pair of accesses may cost several.
struct TestCounter {
  std::uint64_t applied = 0;
  std::uint64_t independent = 0;
  std::uint64_t dependent = 0;
  std::uint64_t gave_up = 0;

  [[nodiscard]] std::uint64_t passed_on() const {
    return applied - independent - dependent - gave_up;
  }
};

// Pairs of accesses by what was proved of them. A pair is ordered, source before sink, and one of
// the two writes an element; an access makes one with itself.
struct PairCounter {
  std::uint64_t independent = 0;
  std::uint64_t dependent = 0;
  std::uint64_t unknown = 0;

  [[nodiscard]] std::uint64_t all() const { return independent + dependent + unknown; }
};

// One counter of both kinds per test. A pair is filed under the test that decided it; what nobody
// decided, under None.
class TestCounters {
 public:
  [[nodiscard]] TestCounter& operator[](PairTest test) {
    return counters_[static_cast<std::size_t>(test)];
  }
  [[nodiscard]] const TestCounter& operator[](PairTest test) const {
    return counters_[static_cast<std::size_t>(test)];
  }

  [[nodiscard]] const PairCounter& pairs(PairTest test) const {
    return pairs_[static_cast<std::size_t>(test)];
  }

  void add_pairs(Answer answer, PairTest decided_by, std::uint64_t pairs = 1) {
    switch (answer) {
      case Answer::Independent:
        pairs_[static_cast<std::size_t>(decided_by)].independent += pairs;
        return;
      case Answer::Dependent:
        pairs_[static_cast<std::size_t>(decided_by)].dependent += pairs;
        return;
      case Answer::Unknown:
        pairs_[static_cast<std::size_t>(PairTest::None)].unknown += pairs;
        return;
    }
  }

 private:
  std::array<TestCounter, enumerator_count<PairTest>()> counters_{};
  std::array<PairCounter, enumerator_count<PairTest>()> pairs_{};
};

}  // namespace autopar::dependence
