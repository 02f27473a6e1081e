#include "base/checked_int.hpp"

#include <gtest/gtest.h>

namespace autopar {
namespace {

constexpr auto kLowest = std::numeric_limits<std::int64_t>::min();
constexpr auto kHighest = std::numeric_limits<std::int64_t>::max();

TEST(CheckedInt, arithmetic_that_fits_is_exact) {
  EXPECT_EQ(checked_add(kHighest - 1, 1), kHighest);
  EXPECT_EQ(checked_subtract(kLowest + 1, 1), kLowest);
  EXPECT_EQ(checked_multiply(-3, 7), -21);
  EXPECT_EQ(checked_negate(kHighest), -kHighest);
}

TEST(CheckedInt, overflow_is_no_value) {
  EXPECT_EQ(checked_add(kHighest, 1), std::nullopt);
  EXPECT_EQ(checked_subtract(kLowest, 1), std::nullopt);
  EXPECT_EQ(checked_multiply(kLowest, -1), std::nullopt);
  EXPECT_EQ(checked_negate(kLowest), std::nullopt);
}

TEST(CheckedInt, floor_division_follows_python_in_all_four_sign_cases) {
  EXPECT_EQ(floor_div(7, 2), 3);
  EXPECT_EQ(floor_div(-7, 2), -4);
  EXPECT_EQ(floor_div(7, -2), -4);
  EXPECT_EQ(floor_div(-7, -2), 3);
  EXPECT_EQ(floor_mod(7, 2), 1);
  EXPECT_EQ(floor_mod(-7, 2), 1);
  EXPECT_EQ(floor_mod(7, -2), -1);
  EXPECT_EQ(floor_mod(-7, -2), -1);
}

TEST(CheckedInt, division_that_has_no_answer_is_no_value) {
  EXPECT_EQ(floor_div(1, 0), std::nullopt);
  EXPECT_EQ(floor_mod(1, 0), std::nullopt);
  EXPECT_EQ(floor_div(kLowest, -1), std::nullopt);
  EXPECT_EQ(floor_mod(kLowest, -1), 0);
}

}  // namespace
}  // namespace autopar
