#include "polyhedra/linear_form.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace autopar::polyhedra {
namespace {

constexpr auto kHighest = std::numeric_limits<std::int64_t>::max();

LinearForm form_of(std::int64_t coefficient, std::int64_t constant) {
  LinearForm form = constant_form(constant);
  form.coefficients.back() = coefficient;
  return form;
}

TEST(LinearForm, a_combination_scales_every_coefficient_and_the_constant) {
  const auto sum = combine(form_of(2, 5), form_of(3, -1), -2);
  ASSERT_TRUE(sum);
  EXPECT_EQ(sum->coefficients.back(), -4);
  EXPECT_EQ(sum->constant, 7);
}

TEST(LinearForm, nothing_combines_to_nothing) {
  EXPECT_FALSE(combine(std::nullopt, form_of(1, 0), 1));
  EXPECT_FALSE(combine(form_of(1, 0), std::nullopt, 0));
}

TEST(LinearForm, a_number_beyond_64_bits_gives_no_form) {
  EXPECT_FALSE(combine(form_of(kHighest, 0), form_of(1, 0), 1));
  EXPECT_FALSE(combine(form_of(0, 0), form_of(0, kHighest), 2));
  EXPECT_FALSE(shifted(form_of(0, kHighest), 1, 1));
}

TEST(LinearForm, a_shift_turns_the_sign_before_it_adds) {
  const auto negated = shifted(form_of(2, 5), -1, -1);
  ASSERT_TRUE(negated);
  EXPECT_EQ(negated->coefficients.back(), -2);
  EXPECT_EQ(negated->constant, -6);
}

}  // namespace
}  // namespace autopar::polyhedra
