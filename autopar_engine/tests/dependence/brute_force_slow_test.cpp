#include <gtest/gtest.h>

#include <iostream>

#include "tests/dependence/brute_force.hpp"
#include "tests/dependence/random_seed.hpp"

namespace autopar::dependence {
namespace {

// Five million pairs in ten parts, which run side by side.
constexpr std::uint64_t kPairsPerPart = 500'000;

class BruteForce : public testing::TestWithParam<std::uint64_t> {};

TEST_P(BruteForce, no_independent_pair_ever_meets_and_every_witness_and_distance_is_real) {
  std::cout << "AUTOPAR_TEST_SEED=" << random_seed() << '\n';
  std::mt19937_64 random(random_seed() + GetParam());
  Score score;
  compare_with_enumeration(random, kPairsPerPart, score);
  std::cout << score.text();
  expect_precision(score);
}

INSTANTIATE_TEST_SUITE_P(Part, BruteForce, testing::Range<std::uint64_t>(1, 11));

}  // namespace
}  // namespace autopar::dependence
