#include "tests/dependence/brute_force.hpp"

#include <gtest/gtest.h>

#include <iostream>

#include "tests/dependence/random_seed.hpp"

namespace autopar::dependence {
namespace {

// In four parts, which run side by side. Unoptimized builds are some twenty times slower.
#ifdef NDEBUG
constexpr std::uint64_t kPairsPerPart = 50'000;
#else
constexpr std::uint64_t kPairsPerPart = 750;
#endif

class BruteForce : public testing::TestWithParam<std::uint64_t> {};

TEST_P(BruteForce, no_independent_pair_ever_meets_and_every_witness_and_distance_is_real) {
  std::cout << "AUTOPAR_TEST_SEED=" << random_seed() << '\n';
  std::mt19937_64 random(random_seed() - GetParam());
  Score score;
  compare_with_enumeration(random, kPairsPerPart, score);
  std::cout << score.text();
  expect_precision(score);
}

INSTANTIATE_TEST_SUITE_P(Part, BruteForce, testing::Range<std::uint64_t>(0, 4));

}  // namespace
}  // namespace autopar::dependence
