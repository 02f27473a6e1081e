#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "loop_ir/text.hpp"
#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::LoopNest;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// What the last loop of a text assigns, as it is compiled; empty if it is not. Without the space
// before hidden names.
std::string compiled_value(const std::string& text) {
  auto nests = counted_nests_of(text);
  LoopNest& nest = nests.back();
  for (const loop_ir::NameId name_id : nest.names.ids()) {
    std::string& name = nest.names[name_id].text;
    name = name.substr(name.starts_with(' ') ? 1 : 0);
  }
  if (!nest.refusals.empty()) {
    return "";
  }
  const auto statement_id = nest.loops[LoopNest::root()].body.front();
  const auto& assign = std::get<loop_ir::Assign>(nest.statements[statement_id].node);
  return loop_ir::print_expression(nest, assign.value_id);
}

// Of `f(...)` in a function of its own behind the definition of f.
std::string value_of_call(const std::string& definition, const std::string& call) {
  return compiled_value(
      definition + "\ndef run(a, b, c, n, s):\n    for i in range(n):\n        s = " + call + "\n");
}

TEST(CompiledCalls, a_helper_is_what_it_returns) {
  EXPECT_EQ(value_of_call("def f(x): return x * x + 1", "f(a[i])"), "a[i] * a[i] + 1");
  EXPECT_EQ(
      value_of_call("def f(x: float, y=2) -> float:\n    'Text.'\n    return x - y", "f(y=i, x=n)"),
      "n - i");
  EXPECT_EQ(value_of_call("def f(x, i): return x[i + 1]", "f(a, 2 * i)"), "a[2 * i + 1]");
  EXPECT_EQ(value_of_call("def f(x): return x", "f(i)"), "i");
}

TEST(CompiledCalls, a_name_of_a_helper_stands_for_the_value_that_it_was_bound_to_last) {
  EXPECT_EQ(value_of_call("def f(x):\n    y = x * x\n    z = y - x\n    return z / y", "f(i)"),
            "(i * i - i) / (i * i)");
  EXPECT_EQ(value_of_call("def f(x):\n    y = x + 1\n    y *= y\n    return -y", "f(i)"),
            "-((i + 1) * (i + 1))");
  EXPECT_EQ(value_of_call("def f(i, y):\n    n = i\n    i = y\n    return n - i", "f(n, i)"),
            "n - i");
}

TEST(CompiledCalls, branches_of_a_helper_are_conditional_expressions) {
  EXPECT_EQ(value_of_call("def f(x):\n    if x > 0:\n        return x\n    return -x", "f(i)"),
            "i if i > 0 else -i");
  EXPECT_EQ(
      value_of_call("def f(x):\n    if x < 0:\n        x = 0\n    elif x > 9:\n        x = 9\n"
                    "    else:\n        pass\n    return x",
                    "f(i)"),
      "0 if i < 0 else 9 if i > 9 else i");
}

TEST(CompiledCalls, helpers_call_helpers_and_functions_of_modules) {
  EXPECT_EQ(value_of_call("import math\ndef g(x): return math.sqrt(x)\n"
                          "def f(x): return g(x + 1) * 2",
                          "f(f(i))"),
            "math.sqrt(math.sqrt(i + 1) * 2 + 1) * 2");
}

TEST(CompiledCalls, what_a_helper_may_leave_unread_is_evaluated_beside_its_value) {
  EXPECT_EQ(value_of_call("def f(x, y): return x", "f(i, a[i])"), "compiled value(a[i], i)");
  EXPECT_EQ(value_of_call("def f(x, y, z): return y if x else z", "f(i, n, 3)"),
            "compiled value(n, n if i else 3)");
  EXPECT_EQ(value_of_call(
                "def f(x):\n    y = 1 / x\n    if x == 0:\n        return 0\n    return y", "f(i)"),
            "compiled value(1 / i, 0 if i == 0 else 1 / i)");
  EXPECT_EQ(value_of_call("def f(x, y): return x < 1 < y and y", "f(i, n)"),
            "compiled value(n, i < 1 < n and n)");
}

TEST(CompiledCalls, a_helper_that_does_more_stays_a_call) {
  for (const char* body :
       {"for y in range(x): pass\n    return y", "while x > 1: x = x / 2\n    return x", "y = x",
        "if x > 0:\n        return x", "if x > 0:\n        y = x\n    return y", "return x, x",
        "y, z = x, x\n    return y", "return 1\n    return x"}) {
    EXPECT_EQ(value_of_call(std::string("def f(x):\n    ") + body, "f(i)"), "") << body;
  }
  EXPECT_EQ(value_of_call("def f(x, y=1): return x + y", "f(i)"), "");
  EXPECT_EQ(value_of_call("def f(*x): return x[0]", "f(i)"), "");
  EXPECT_EQ(value_of_call("def f(x, /): return x", "f(i)"), "");
  EXPECT_EQ(value_of_call("def f(x): return x", "f(*a)"), "");
  EXPECT_EQ(value_of_call("def f(x): return f(x - 1) if x else 0", "f(i)"), "");
  EXPECT_EQ(value_of_call("@cache\ndef f(x): return x", "f(i)"), "");
}

TEST(CompiledCalls, a_helper_stays_a_call_where_a_name_means_something_else) {
  EXPECT_EQ(value_of_call("G = 2.5\ndef f(x): return G * x", "f(i)"), "G * i");
  EXPECT_EQ(value_of_call("n = 3\ndef f(x): return n * x", "f(i)"), "");
}

TEST(CompiledCalls, a_value_that_grows_beyond_all_measure_stays_a_call) {
  std::string body = "def f(x):\n";
  for (int step = 0; step < 20; ++step) {
    body += "    x = x * x\n";
  }
  EXPECT_EQ(value_of_call(body + "    return x", "f(i)"), "");
}

TEST(CompiledCalls, name_the_functions_that_they_stand_for) {
  const auto nests = counted_nests_of(
      "def g(x): return x\ndef f(x): return g(x) + g(1)\ndef h(x): return x\n"
      "for i in range(9): s = f(i) + f(2)\n");
  EXPECT_THAT(nests.back().inlined_functions, ElementsAre("g", "f"));
  EXPECT_THAT(
      nests_of("def f(x): return x + 1\nfor i in range(9): s = f(i)\n").back().inlined_functions,
      IsEmpty());
}

TEST(CompiledCalls, builtins_that_become_operations_are_noted) {
  const auto names = [](const std::string& value) {
    return counted_nests_of("def f(x): return pow(x, 2)\nfor i in range(9): s = " + value + "\n")
        .back()
        .replaced_builtins;
  };
  EXPECT_THAT(names("f(i)"), ElementsAre("pow"));
  EXPECT_THAT(names("divmod(i, 2)[1] + len(c[i])"), ElementsAre("divmod", "len"));
  EXPECT_THAT(names("len(c) + abs(i)"), ElementsAre());
}

TEST(CompiledCalls, pow_and_divmod_are_operators) {
  EXPECT_EQ(value_of_call("", "pow(a[i], 2)"), "a[i]**2");
  EXPECT_EQ(value_of_call("", "pow(i, 2, 7)"), "pow(i, 2, 7)");
  EXPECT_EQ(value_of_call("", "divmod(i, 5)[0]"), "i // 5");
  EXPECT_EQ(value_of_call("", "divmod(i, 5)[1]"), "compiled value(i // 5, i % 5)");
  EXPECT_EQ(compiled_value("def run(n):\n    for i in range(n):\n        q, r = divmod(i, 5)\n"),
            "(i // 5, i % 5)");
  EXPECT_EQ(value_of_call("def pow(x, y): return x", "pow(i, 2)"), "i");
}

TEST(CompiledCalls, the_length_of_a_row_is_an_extent) {
  EXPECT_EQ(value_of_call("", "len(a[i])"), "compiled length(a, i)");
  EXPECT_EQ(value_of_call("", "len(a[i][n])"), "compiled length(a, i, n)");
  EXPECT_EQ(value_of_call("", "len(a)"), "len(a)");
  EXPECT_EQ(value_of_call("", "len(a[i, n])"), "len(a[i, n])");
  EXPECT_EQ(value_of_call("", "len(a[1:])"), "len(a[1:])");
  const auto nests = counted_nests_of(
      "def run(c):\n    for i in range(len(c)):\n        for j in range(len(c[i])):\n"
      "            c[i][j] = 0\n");
  EXPECT_EQ(domain_of(nests.back(), 1), "[0, c.shape[1]) step 1");
}

}  // namespace
}  // namespace autopar::frontend
