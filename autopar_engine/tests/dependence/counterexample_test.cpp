#include <gtest/gtest.h>

#include "dependence/analysis.hpp"
#include "frontend/lower.hpp"
#include "syntax/syntax_tree.hpp"

// Loops that a name ties, not cells: two iterations that show it.
namespace autopar::dependence {
namespace {

// Of the innermost loop of the last nest; empty if it has none.
std::string counterexample(const std::string& text) {
  const auto tree = syntax::SyntaxTree::parse(text).value();
  const auto nests = frontend::lower_loops(tree, {"example.py", {}, nullptr});
  const auto example = analyze(nests.back()).loops.back().verdict.counterexample;
  return example ? describe(*example, example->first_access.begin.line,
                            example->second_access.begin.line)
                 : "";
}

TEST(Counterexample, of_a_running_value_is_a_write_and_the_next_read) {
  EXPECT_EQ(counterexample("s = 1\nfor i in range(3, 9, 2):\n    t = s\n    s = t * t % 7\n"),
            "iterations (3) and (5) both touch s: lines 4 and 3");
  EXPECT_EQ(counterexample("s = 1\nfor i in range(2, 9):\n    for j in range(4):\n"
                           "        s = (s * 5 + j) % 7\n"),
            "iterations (2, 0) and (2, 1) both touch s: lines 4 and 4");
}

TEST(Counterexample, of_a_list_that_is_also_read_is_its_call_twice) {
  EXPECT_EQ(counterexample("rows = []\nfor i in range(4):\n    rows.append(len(rows))\n"),
            "iterations (0) and (1) both touch rows: lines 3 and 3");
}

TEST(Counterexample, says_where_a_test_or_an_exit_decides) {
  EXPECT_EQ(counterexample("s = 1\nfor i in range(9):\n    if i > 4:\n        s = s * s % 7\n"),
            "iterations (0) and (1) both touch s, if they get there: lines 4 and 4");
  EXPECT_EQ(counterexample("s = 1\nwhile True:\n    if given():\n        s = s * s % 7\n"),
            "iterations (0) and (1) both touch s, if they get there: lines 4 and 4");
  EXPECT_EQ(counterexample("s = 1\nfor i in range(9):\n    if i > 4:\n        continue\n"
                           "    s = s * s % 7\n"),
            "iterations (0) and (1) both touch s, if they get there: lines 5 and 5");
  EXPECT_EQ(
      counterexample("s = [3]\nt = [s[0] if i > 4 else s.append(len(s)) for i in range(9)]\n"),
      "iterations (0) and (1) both touch s, if they get there: lines 2 and 2");
}

TEST(Counterexample, of_an_exit_is_what_its_test_reads) {
  EXPECT_EQ(counterexample("s = 0\nfor x in range(3, 9):\n    s += x\n    if s > 9:\n"
                           "        break\n"),
            "iterations (3) and (4) both touch s, if they get there: lines 3 and 3");
  EXPECT_EQ(counterexample("s = 9.0\nwhile s > 1:\n    s = s / 2\n"),
            "iterations (0) and (1) both touch s, if they get there: lines 3 and 2");
  EXPECT_EQ(counterexample("q = [5]\nwhile q:\n    q.pop()\n"),
            "iterations (0) and (1) both touch q, if they get there: lines 3 and 3");
  EXPECT_EQ(counterexample("s = [9.0]\nwhile s[0] > 1:\n    s[0] = s[0] / 2\n"),
            "iterations (0) and (1) both touch s[0], if they get there: lines 2 and 3");
}

TEST(Counterexample, has_formulas_where_numbers_are_not_known) {
  EXPECT_EQ(counterexample("s = 1\nfor i in range(k, 9):\n    s = s * s % 7\n"),
            "iterations (k) and (k + 1) both touch s: lines 3 and 3");
  EXPECT_EQ(counterexample("s = 1\nfor i in range(round(k), 9):\n    s = s * s % 7\n"),
            "iterations (1st) and (2nd) both touch s: lines 3 and 3");
}

TEST(Counterexample, is_where_the_bounds_allow_it) {
  EXPECT_EQ(counterexample("s = 1\nfor i in range(9):\n    for j in range(i):\n"
                           "        s = (s * 5 + j) % 7\n"),
            "iterations (2, 0) and (2, 1) both touch s: lines 4 and 4");
  EXPECT_EQ(counterexample("s = 1\nfor i in range(10):\n    for j in range(i - 3):\n"
                           "        s = (s * 5 + j) % 7\n"),
            "iterations (5, 0) and (5, 1) both touch s: lines 4 and 4");
  EXPECT_EQ(counterexample("s = 2\nfor c in [3]:\n    s = s * s % 7\n"), "");
  EXPECT_EQ(counterexample("s = 2\nfor c in 'a':\n    s = s * s % 7\n"),
            "iterations (0) and (1) both touch s, if they get there: lines 3 and 3");
  EXPECT_EQ(counterexample("s = 1\ni = 0\nwhile i < 1:\n    s = s * s % 7\n    i += 1\n"),
            "iterations (0) and (1) both touch s, if they get there: lines 4 and 4");
}

TEST(Counterexample, of_a_name_that_is_bound_anew_and_looked_into_is_the_name) {
  EXPECT_EQ(counterexample("best = (0, 0)\nfor i in range(9):\n    if f[i] > best[1]:\n"
                           "        best = (i, f[i])\n"),
            "iterations (0) and (1) both touch best, if they get there: lines 4 and 3");
}

}  // namespace
}  // namespace autopar::dependence
