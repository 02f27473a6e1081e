#include "typing/float_sums.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "typed_nest.hpp"

namespace autopar::typing {
namespace {

// How many loops of the text are sums of floats in that mode.
std::ptrdiff_t sums_of(const std::string& text, FloatMode mode = FloatMode::Fast) {
  const TypedNest typed(text);
  const auto types = infer_types(typed.nest, typed.facts, mode);
  EXPECT_TRUE(types) << describe(types.error());
  return std::ranges::count_if(typed.nest.loops.ids(), [&](loop_ir::LoopId loop_id) {
    return find_float_sum(typed.nest, *types, loop_id).has_value();
  });
}

TEST(FloatSums, a_name_to_which_each_iteration_adds_a_double_is_one) {
  EXPECT_EQ(sums_of("for i in range(n):\n    p += u[i]\n"), 1);
  EXPECT_EQ(sums_of("for i in range(n):\n    p -= u[i] * v[i]\n"), 1);
  EXPECT_EQ(sums_of("for i in range(0, n, 2):\n    p = p + u[i]\n"), 1);
  EXPECT_EQ(sums_of("for i in range(n):\n    p = u[i] + p\n"), 1);
  EXPECT_EQ(sums_of("for i in range(n):\n    for j in range(n):\n        p = p - a[i, j]\n"), 1);
}

// Whether the builtin, called in a loop, may add up floats of Python's own.
bool sums_python_floats(const std::string& call) {
  const TypedNest typed = TypedNest::compiled("for i in range(n):\n    u[i] = " + call + "\n");
  EXPECT_TRUE(typed.types) << describe(typed.types.error());
  return may_sum_python_floats(typed.nest, *typed.types);
}

TEST(FloatSums, of_the_builtin_are_told_by_the_types_of_what_it_adds) {
  EXPECT_FALSE(sums_python_floats("sum(v)"));
  EXPECT_FALSE(sums_python_floats("sum(v, p)"));
  EXPECT_FALSE(sums_python_floats("sum(range(n)) + p"));
  EXPECT_TRUE(sums_python_floats("sum(range(n), 0.5)"));
}

TEST(FloatSums, of_the_builtin_are_sums_in_parts) {
  const TypedNest typed = TypedNest::compiled("for i in range(n):\n    u[i] = sum(v)\n");
  const auto types = infer_types(typed.nest, typed.facts, FloatMode::Fast);
  ASSERT_TRUE(types);
  EXPECT_TRUE(find_float_sum(typed.nest, *types, loop_ir::LoopId(1)));
}

TEST(FloatSums, there_is_none_in_other_modes) {
  for (const FloatMode mode : {FloatMode::Exact, FloatMode::Libm}) {
    EXPECT_EQ(sums_of("for i in range(n):\n    p += u[i]\n", mode), 0);
  }
}

TEST(FloatSums, what_is_more_or_other_than_a_sum_is_none) {
  EXPECT_EQ(sums_of("for i in range(n):\n    p *= u[i]\n"), 0);
  EXPECT_EQ(sums_of("for i in range(n):\n    p = u[i] - p\n"), 0);
  EXPECT_EQ(sums_of("for i in range(n):\n    p += p * u[i]\n"), 0);
  EXPECT_EQ(sums_of("for i in range(n):\n    u[0] += v[i]\n"), 0);
  EXPECT_EQ(sums_of("for i in range(n):\n    p = q = p + u[i]\n"), 0);
  EXPECT_EQ(sums_of("for i in range(n):\n    p += u[i]\n    q = p\n"), 0);
  EXPECT_EQ(sums_of("for i in range(n):\n    if u[i] > 0.0:\n        p += u[i]\n"), 0);
  EXPECT_EQ(sums_of("for i in range(n):\n    p += u[i]\nelse:\n    q = 1.0\n"), 0);
}

TEST(FloatSums, sums_of_ints_and_bounds_that_change_in_the_loop_are_none) {
  EXPECT_EQ(sums_of("for i in range(n):\n    n += i\n"), 0);
  EXPECT_EQ(sums_of("for i in range(int(p)):\n    p += u[i]\n"), 0);
  EXPECT_EQ(sums_of("for n in range(n):\n    p += u[n]\n"), 0);
}

}  // namespace
}  // namespace autopar::typing
