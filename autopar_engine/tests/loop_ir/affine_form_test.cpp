#include "loop_ir/affine_form.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace autopar::loop_ir {
namespace {

const LoopId kI(0);
const LoopId kJ(1);
const SymbolId kN(0);

AffineForm form_2i_minus_j_plus_3n_plus_1() {
  const AffineForm two_i = *AffineForm::of_loop(kI).times(2);
  const AffineForm three_n = *AffineForm::of_symbol(kN).times(3);
  return *two_i.minus(AffineForm::of_loop(kJ))->plus(three_n)->plus(AffineForm::of_constant(1));
}

TEST(AffineForm, sums_collect_coefficients_per_loop_and_symbol) {
  const AffineForm form = form_2i_minus_j_plus_3n_plus_1();
  EXPECT_EQ(form.coefficient(kI), 2);
  EXPECT_EQ(form.coefficient(kJ), -1);
  EXPECT_EQ(form.coefficient(kN), 3);
  EXPECT_EQ(form.constant(), 1);
}

TEST(AffineForm, a_form_minus_itself_has_no_terms) {
  const AffineForm form = form_2i_minus_j_plus_3n_plus_1();
  EXPECT_EQ(*form.minus(form), AffineForm());
  EXPECT_TRUE(form.minus(form)->is_constant());
}

TEST(AffineForm, equal_sums_compare_equal_whatever_the_order) {
  const AffineForm i = AffineForm::of_loop(kI);
  const AffineForm n = AffineForm::of_symbol(kN);
  EXPECT_EQ(*i.plus(n), *n.plus(i));
}

TEST(AffineForm, operators_make_forms_of_sums_and_of_products_with_a_constant) {
  const AffineForm i = AffineForm::of_loop(kI);
  const AffineForm three = AffineForm::of_constant(3);
  EXPECT_EQ(apply_operator(BinaryOperator::Add, i, three), i.plus(three));
  EXPECT_EQ(apply_operator(BinaryOperator::Subtract, three, i), three.minus(i));
  EXPECT_EQ(apply_operator(BinaryOperator::Multiply, three, i), i.times(3));
  EXPECT_EQ(apply_operator(BinaryOperator::Multiply, i, three), i.times(3));
  EXPECT_EQ(apply_operator(BinaryOperator::Multiply, i, i), std::nullopt);
  EXPECT_EQ(apply_operator(BinaryOperator::FloorDivide, three, three), std::nullopt);
}

TEST(AffineForm, overflow_gives_no_form) {
  const AffineForm huge = AffineForm::of_constant(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(huge.plus(AffineForm::of_constant(1)), std::nullopt);
  EXPECT_EQ(huge.times(2), std::nullopt);
  const AffineForm lowest = AffineForm::of_constant(std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(AffineForm::of_constant(0).minus(lowest), std::nullopt);
}

TEST(AffineForm, a_coefficient_beyond_64_bits_gives_no_form) {
  const AffineForm i = *AffineForm::of_loop(kI).times(std::numeric_limits<std::int64_t>::max());
  const AffineForm n = *AffineForm::of_symbol(kN).times(std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(i.times(2), std::nullopt);
  EXPECT_EQ(n.times(2), std::nullopt);
  EXPECT_EQ(i.plus(i), std::nullopt);
  EXPECT_EQ(n.plus(n), std::nullopt);
}

TEST(AffineForm, a_sum_keeps_coefficients_that_become_negative) {
  const AffineForm i = AffineForm::of_loop(kI);
  EXPECT_EQ(i.minus(*i.times(3))->coefficient(kI), -2);
  const AffineForm n = AffineForm::of_symbol(kN);
  EXPECT_EQ(n.minus(*n.times(3))->coefficient(kN), -2);
}

}  // namespace
}  // namespace autopar::loop_ir
