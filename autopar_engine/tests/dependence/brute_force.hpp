#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>

#include "dependence/counters.hpp"
#include "tests/dependence/random_nest.hpp"

namespace autopar::dependence {

// Of questions with all values known.
struct ClassScore {
  std::uint64_t questions = 0;
  std::uint64_t truly_independent = 0;
  std::uint64_t proved_independent = 0;
  std::uint64_t truly_dependent = 0;
  std::uint64_t proved_dependent = 0;
  // Not proved, and the exact test gave up.
  std::uint64_t gave_up = 0;
};

struct Score {
  std::array<ClassScore, enumerator_count<BoundsClass>()> classes;

  [[nodiscard]] ClassScore& operator[](BoundsClass bounds_class) {
    return classes[static_cast<std::size_t>(bounds_class)];
  }
  [[nodiscard]] std::uint64_t questions() const;
  // One line per class.
  [[nodiscard]] std::string text() const;
};

// Makes nests until that many questions were asked (a question: one pair, and one loop that may
// carry, or none), without values and with those of a call, and compares each answer with the
// enumeration. Stops at the first wrong one, with a failure of the running test.
void compare_with_enumeration(std::mt19937_64& random, std::uint64_t questions, Score& score);

// At least 99.9 % of the independent rectangular pairs are proved, and 99 % of the others. Shares
// of a class with fewer than 5,000 independent pairs (unoptimized builds) say nothing and are not
// judged.
void expect_precision(const Score& score);

}  // namespace autopar::dependence
