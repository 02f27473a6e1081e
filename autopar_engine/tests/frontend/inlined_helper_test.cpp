#include <gtest/gtest.h>

#include <algorithm>

#include "loop_ir/text.hpp"
#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::Call;
using loop_ir::ExpressionId;
using loop_ir::LoopNest;

// The first call whose body was put in.
ExpressionId find_inlined_call(const LoopNest& nest) {
  for (const ExpressionId expression_id : nest.expressions.ids()) {
    const auto* call = std::get_if<Call>(&nest.expressions[expression_id].node);
    if (call != nullptr && call->inlined_id.is_valid()) {
      return expression_id;
    }
  }
  return {};
}

// What stands for the outermost call in the last loop of a text; empty where it stays a call.
std::string inlined_in(const std::string& source) {
  const auto nests = nests_of(source);
  const LoopNest& nest = nests.back();
  std::string text;
  for (const ExpressionId expression_id : nest.expressions.ids()) {
    const auto* call = std::get_if<Call>(&nest.expressions[expression_id].node);
    if (call != nullptr) {
      text = call->inlined_id.is_valid() ? loop_ir::print_expression(nest, call->inlined_id) : "";
    }
  }
  return text;
}

TEST(InlinedHelper, puts_arguments_in_for_parameters) {
  EXPECT_EQ(inlined_in("def f(x, i):\n    return (x[i - 1] + x[i + 1]) / 2\n"
                       "for k in range(9):\n    b[k] = f(a, 2 * k)\n"),
            "(a[2 * k - 1] + a[2 * k + 1]) / 2");
}

TEST(InlinedHelper, takes_arguments_by_name_and_a_docstring) {
  EXPECT_EQ(inlined_in("def f(x, i):\n    'Text.'\n    return x - i\n"
                       "for k in range(9):\n    b[k] = f(i=k, x=2)\n"),
            "2 - k");
}

TEST(InlinedHelper, keeps_names_of_the_caller_and_of_the_helper_apart) {
  EXPECT_EQ(inlined_in("def f(i, k):\n    return i - k\nfor k in range(9):\n    b[k] = f(k, i)\n"),
            "k - i");
}

TEST(InlinedHelper, reads_numbers_and_modules_that_mean_the_same_where_it_is_called) {
  EXPECT_EQ(inlined_in("import math\nG = 9.81\ndef f(x):\n    return G * math.sqrt(x)\n"
                       "def run(b):\n    for k in range(9):\n        b[k] = f(k)\n"),
            "G * math.sqrt(k)");
}

TEST(InlinedHelper, stays_a_call_where_a_name_means_something_else) {
  const std::string helper = "import math\nG = 9.81\ndef f(x):\n    return G * math.sqrt(x)\n";
  EXPECT_EQ(inlined_in(helper + "def run(b, G):\n    for k in range(9):\n        b[k] = f(k)\n"),
            "");
  EXPECT_EQ(inlined_in(helper + "def run(b):\n    math = b\n    for k in range(9):\n"
                                "        b[k] = f(k)\n"),
            "");
  EXPECT_EQ(inlined_in(helper + "c = [f(k) for G in range(9) for k in range(3)]\n"), "");
}

TEST(InlinedHelper, stays_a_call_where_its_value_may_be_an_object_of_others) {
  const std::string loop = "for k in range(9):\n    b[k] = f(a, k)\n";
  EXPECT_EQ(inlined_in("def f(x, i):\n    return x\n" + loop), "");
  EXPECT_EQ(inlined_in("def f(x, i):\n    return x[i]\n" + loop), "");
  EXPECT_EQ(inlined_in("def f(x, i):\n    return x if i > 2 else -i\n" + loop), "");
  EXPECT_EQ(inlined_in("def f(x, i):\n    return (x, i)\n" + loop), "");
}

TEST(InlinedHelper, stays_a_call_where_arguments_and_parameters_do_not_match) {
  const std::string helper = "def f(x, i):\n    return x + i\n";
  for (const char* call :
       {"f(k)", "f(k, k, k)", "f(*a)", "f(k, j=k)", "f(k, x=k)", "f(k, abs(k))"}) {
    EXPECT_EQ(inlined_in(helper + "for k in range(9):\n    b[k] = -" + call + "\n"), "") << call;
  }
  EXPECT_EQ(
      inlined_in("def f(x, i=1):\n    return x + i\nfor k in range(9):\n    b[k] = f(k, k)\n"), "");
}

TEST(InlinedHelper, is_cut_off_in_chains_of_helpers) {
  std::string source = "def f0(x):\n    return x + x\n";
  for (int level = 1; level < 12; ++level) {
    const std::string inner = "f" + std::to_string(level - 1);
    source +=
        "def f" + std::to_string(level) + "(x):\n    return " + inner + "(x) + " + inner + "(x)\n";
  }
  const auto nests = nests_of(source + "for k in range(9):\n    b[k] = f11(k)\n");
  EXPECT_TRUE(find_inlined_call(nests.back()).is_valid());
  EXPECT_LT(nests.back().expressions.size(), 200);
}

TEST(InlinedHelper, stands_where_the_call_stands) {
  const auto nests = nests_of("def f(x):\n    return x * 2\nfor k in range(9):\n    b[k] = f(k)\n");
  const LoopNest& nest = nests.back();
  const ExpressionId call_id = find_inlined_call(nest);
  ASSERT_TRUE(call_id.is_valid());
  const ExpressionId inlined_id = std::get<Call>(nest.expressions[call_id].node).inlined_id;
  EXPECT_EQ(nest.expressions[inlined_id].range.begin.line, 4);
  EXPECT_EQ(nest.expressions[call_id].range.begin.line, 4);
}

}  // namespace
}  // namespace autopar::frontend
