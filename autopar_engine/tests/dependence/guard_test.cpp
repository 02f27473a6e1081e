#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "dependence/analysis.hpp"
#include "frontend/lower.hpp"
#include "syntax/syntax_tree.hpp"

// What an open loop would be under its guards, and that no guard is promised which can't answer.
namespace autopar::dependence {
namespace {

// "VERDICT if GUARD and GUARD" of the innermost loop of the last nest; "UNKNOWN" where no guards
// settle it.
std::string promise(const std::string& text) {
  const auto tree = syntax::SyntaxTree::parse(text).value();
  const auto nests = frontend::lower_loops(tree, {"guards.py", {}, nullptr});
  const LoopAnalysis loop = analyze(nests.back()).loops.back();
  if (loop.verdict_if_guarded == Verdict::Unknown) {
    return "UNKNOWN";
  }
  return fmt::format("{} if {}", code_of(loop.verdict_if_guarded),
                     fmt::join(loop.verdict.guards, " and "));
}

TEST(Guards, say_what_parameters_have_to_be) {
  EXPECT_EQ(promise("def f(a, b, n):\n    for i in range(n):\n        a[i] = b[i]\n"),
            "DOALL if type(a) is numpy.ndarray and a.ndim == 1 and "
            "not numpy.may_share_memory(a, b)");
}

// What r holds before the loop says nothing of the rows that it holds in it.
TEST(Guards, of_names_that_the_loop_binds_are_not_promised) {
  EXPECT_EQ(promise("def f(a, d, n):\n    for i in range(n):\n        r = d[i]\n"
                    "        a[i] = r[0]\n"),
            "UNKNOWN");
  EXPECT_EQ(promise("def f(a, d, n):\n    for i, r in enumerate(d):\n        a[i] = r[0]\n"),
            "UNKNOWN");
}

// Before the inner loop, r is what it will be in it.
TEST(Guards, of_names_that_the_loop_around_binds_are_promised) {
  EXPECT_EQ(promise("def f(a, d, n):\n    for i in range(n):\n        r = d[i]\n"
                    "        for j in range(n):\n            a[j] = r[j]\n"),
            "DOALL if type(a) is numpy.ndarray and a.ndim == 1 and "
            "not numpy.may_share_memory(a, r)");
}

TEST(Guards, of_a_list_that_grows_name_what_may_be_that_list) {
  EXPECT_EQ(promise("def f(a, b, n):\n    for i in range(n):\n        a.append(i)\n"
                    "        b.append(i)\n"),
            "COLLECT if type(a) is list and type(b) is list and a is not b");
  EXPECT_EQ(promise("def f(a, b, n):\n    for i in range(n):\n        a.append(b[0] + i)\n"),
            "COLLECT if type(a) is list and a is not b");
  EXPECT_EQ(promise("def f(a, b, n):\n    for i in range(n):\n        a.append(b / n)\n"),
            "COLLECT if type(a) is list");
  EXPECT_EQ(promise("def f(a, b, n):\n    for i in range(n):\n        a.append(b + 1)\n"),
            "COLLECT if type(a) is list");
  for (const char* item : {"b + b", "not b", "b == []", "b * 2", "math.fsum(b)", "'%s' % b"}) {
    EXPECT_EQ(promise(std::string("import math\ndef f(a, b, n):\n    for i in range(n):\n") +
                      "        a.append(" + item + ")\n"),
              "UNKNOWN")
        << item;
  }
  EXPECT_EQ(promise("def f(a, b, n):\n    for i in range(n):\n        a.append(len(b[0]))\n"),
            "UNKNOWN");
}

}  // namespace
}  // namespace autopar::dependence
