#include "tests/dependence/brute_force.hpp"

#include <gtest/gtest.h>

#include <iostream>

#include "tests/dependence/random_seed.hpp"

namespace autopar::dependence {
namespace {

// Unoptimized builds are some twenty times slower.
#ifdef NDEBUG
constexpr std::uint64_t kPairs = 200'000;
#else
constexpr std::uint64_t kPairs = 3'000;
#endif

TEST(BruteForce, no_independent_pair_ever_meets_and_every_witness_and_distance_is_real) {
  std::cout << "AUTOPAR_TEST_SEED=" << random_seed() << '\n';
  std::mt19937_64 random(random_seed());
  Score score;
  compare_with_enumeration(random, kPairs, score);
  std::cout << score.text();
  expect_precision(score);
}

}  // namespace
}  // namespace autopar::dependence
