#include <gtest/gtest.h>

#include <algorithm>

#include "dependence/analysis.hpp"
#include "frontend/lower.hpp"
#include "tests/dependence/loop_summary.hpp"

namespace autopar::dependence {
namespace {

constexpr const char* kHelpers = R"(
import math
def add_up(items):
    result = 0
    for item in items:
        result += item
    return result
def add_up_twice(items):
    return 2 * add_up(items)
def has(items, wanted):
    return wanted in items
def first(items):
    one, rest = items
    return one
def power(base, n):
    result = 1
    for k in range(n):
        result = result * base
    return result
def larger(left, right):
    return max(left, right)
)";

// The first loop of a function with a parameter `x`, a list `known` and that body of the loop.
LoopAnalysis analysis_of(const std::string& body) {
  const std::string text = kHelpers +
                           std::string("def f(x):\n    known = [1, 2]\n    total = 0\n") +
                           "    for i in range(5):\n        " + body + "\n    return total\n";
  const auto tree = syntax::SyntaxTree::parse(text).value();
  const frontend::ModuleFacts facts;
  const auto nests = frontend::lower_loops(tree, {"test.py", facts, nullptr});
  const NestAnalysis analysis = analyze(nests.back());
  return analysis.of(loop_ir::LoopNest::root());
}

TEST(ConsumedIterables, need_a_container_before_the_call) {
  for (const char* body :
       {"total += sum(x)", "total += max(x)", "total += len(list(x))", "total += len(sorted(x))",
        "kept = sum(v for v in x)", "kept = [v for v in x]", "total += add_up(x)",
        "total += add_up_twice(x)", "total += has(x, i)", "total += first(x)", "total += i in x",
        "total += i not in x", "total += math.fsum(x)", "total += sum(x if i else known)",
        "total += max(*x)"}) {
    const LoopAnalysis analysis = analysis_of(body);
    EXPECT_EQ(analysis.verdict.verdict, Verdict::Unknown) << body;
    const std::string guard = "type(x) in (list, tuple, range, str, dict, set, numpy.ndarray)";
    EXPECT_TRUE(std::ranges::count(analysis.verdict.guards, guard) == 1) << body;
  }
}

TEST(ConsumedIterables, need_one_for_each_iteration_where_the_name_changes_in_the_nest) {
  const std::string text =
      "def f(rows):\n    total = 0\n    for row in rows:\n        for i in range(3):\n"
      "            total += i * sum(row)\n    return total\n";
  EXPECT_EQ(summarize_text(text),
            "row: UNKNOWN until TYPES, R_TYPE; i: UNKNOWN until TYPES, R_TYPE");
}

TEST(ConsumedIterables, may_be_elements_of_what_the_text_does_not_show) {
  for (const char* body :
       {"total += sum(x[i])", "total += sum(x[i][0])", "total += len(list(x['a']))",
        "total += sum(x[i] if i else known)", "total += sum(x[0].values)", "total += i in x[i]",
        "kept = [v for v in x[i]]", "kept = dict(x)", "kept = list(zip(*x))",
        "row = x[i]; total += sum(row)", "row, rest = x[0], 1; total += sum(row)",
        "row, rest = x; total += sum(row)", "total += sum(row := x[i])", "total += sum(iter(x[i]))",
        "total += sum(x.get(i))", "total += add_up(x[i])", "kept = [sum(v) for v in known + x]"}) {
    const LoopAnalysis analysis = analysis_of(body);
    EXPECT_EQ(analysis.verdict.verdict, Verdict::Unknown) << body;
    EXPECT_TRUE(analysis.verdict.reasons.contains(Reason::Type)) << body;
  }
}

TEST(ConsumedIterables, are_no_parts_that_were_made_for_it) {
  for (const char* body : {"total += sum(x[i:])", "total += sum([[1], [2]][i])",
                           "total += sum(v for v in range(x[i]))", "a, b = x[i]; total += a"}) {
    EXPECT_NE(analysis_of(body).verdict.verdict, Verdict::Unknown) << body;
  }
}

TEST(ConsumedIterables, are_none_where_nothing_is_used_up) {
  for (const char* body :
       {"total += sum(known)", "total += x + i", "total += power(x, i)", "total += power(2, x)",
        "total += larger(x, i)", "total += max(x, i)", "total += abs(x)", "total += x * i",
        "total += sum(range(x))", "total += i in known", "total += sum(x) + x[i]",
        "total += sum(x) / len(x)", "row = x[i]; total += sum(row) / len(row)"}) {
    EXPECT_EQ(analysis_of(body).verdict.verdict, Verdict::Reduce) << body;
  }
}

TEST(ConsumedIterables, are_not_excused_by_a_subscript_that_may_not_happen) {
  for (const char* body :
       {"total += sum(x) + (x[i] if i > 3 else 0)", "total += sum(x) if i < 3 else x[i]",
        "total += sum(x) + (len(x) if i > 3 else 0)",
        "row = x[i]; total += sum(row) if i < 3 else len(row)",
        "row = x[i]; total += sum(row); row = known; total += len(row)"}) {
    EXPECT_EQ(analysis_of(body).verdict.verdict, Verdict::Unknown) << body;
  }
}

// The trace oracle follows no assignment expression, so no golden file can say this.
TEST(ConsumedIterables, may_be_bound_by_the_test_of_a_while_loop) {
  EXPECT_EQ(summarize_text("while (points := ask()):\n    seen.update({p: 0 for p in points})\n"),
            "while: UNKNOWN until NEVER, R_CALL; p: COLLECT at LOOP");
}

}  // namespace
}  // namespace autopar::dependence
