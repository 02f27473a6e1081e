#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "loop_ir/compiled_calls.hpp"
#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::LoopId;
using loop_ir::LoopNest;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// A loop over i with this body, lowered for compilation.
LoopNest counted_nest(const std::string& body) {
  auto nests =
      counted_nests_of("def f(a, b, c, p, x, n):\n    for i in range(n):\n        " + body + "\n");
  EXPECT_EQ(nests.size(), 1U);
  return nests.front();
}

std::vector<std::string> lines_of(const std::string& body) {
  return statements_of(counted_nest(body));
}

TEST(Sums, add_the_terms_one_by_one_to_the_first) {
  EXPECT_THAT(lines_of("b[i] = sum(a) / n"),
              ElementsAre("sum = 0 + a[0]", "for term in range(1, len(a))", "sum = sum + a[term]",
                          "b[i] = sum / n"));
  EXPECT_THAT(lines_of("b[i] += sum(a, x)"),
              ElementsAre("sum = x + a[0]", "for term in range(1, len(a))", "sum = sum + a[term]",
                          "b[i] op= sum"));
  EXPECT_THAT(lines_of("x = sum((p.q), start=0.5)"),
              ElementsAre("sum = 0.5 + p.q[0]", "for term in range(1, len(p.q))",
                          "sum = sum + p.q[term]", "x = sum"));
}

TEST(Sums, add_up_rows) {
  EXPECT_THAT(
      lines_of("b[i] = sum(a[i + 1])"),
      ElementsAre("sum = 0 + a[i + 1][0]", "for term in range(1, compiled length(a, i + 1))",
                  "sum = sum + a[i + 1][term]", "b[i] = sum"));
  EXPECT_THAT(lines_of("b[i] = sum(a[p[i]])"),
              ElementsAre("index = p[i]", "sum = 0 + a[index][0]",
                          "for term in range(1, compiled length(a, index))",
                          "sum = sum + a[index][term]", "b[i] = sum"));
  EXPECT_THAT(lines_of("row = c[i]\n        x = sum(row)"),
              ElementsAre("row = compiled place(c, i)", "sum = 0 + c[i][0]",
                          "for term in range(1, compiled length(c, i))", "sum = sum + c[i][term]",
                          "x = sum"));
}

TEST(Sums, of_ranges_need_no_first_term) {
  EXPECT_THAT(
      lines_of("b[i] = sum(range(i, n, 2))"),
      ElementsAre("sum = 0", "for term in range(i, n, 2)", "sum = sum + term", "b[i] = sum"));
  EXPECT_THAT(lines_of("b[i] = sum(range(n), -0.5)"),
              ElementsAre("sum = -0.5", "for term in range(n)", "sum = sum + term", "b[i] = sum"));
}

TEST(Sums, stand_before_the_statement_or_the_branch_that_needs_them) {
  EXPECT_THAT(lines_of("b[sum(range(i))] = x"),
              ElementsAre("sum = 0", "for term in range(i)", "sum = sum + term", "b[sum] = x"));
  EXPECT_THAT(lines_of("c[:] = sum(range(i)) * c[:]"),
              ElementsAre("sum = 0", "for term in range(i)", "sum = sum + term", "operand = sum",
                          "for cell in range(compiled slice length(0, c.shape[0], c.shape[0], 1, "
                          "0, c.shape[0], c.shape[0], 1))",
                          "c[cell] = operand * c[cell]"));
  EXPECT_THAT(
      lines_of("if sum(range(i)) > x and n:\n            x = 1\n        elif sum(range(n)):\n"
               "            x = sum(range(2))"),
      ElementsAre("sum = 0", "for term in range(i)", "sum = sum + term", "if sum > x and n",
                  "x = 1", "else", "sum = 0", "for term in range(n)", "sum = sum + term", "if sum",
                  "sum = 0", "for term in range(2)", "sum = sum + term", "x = sum", "else"));
  EXPECT_THAT(lines_of("x = sum(a, sum(range(n)))"),
              ElementsAre("sum = 0", "for term in range(n)", "sum = sum + term", "sum = sum + a[0]",
                          "for term in range(1, len(a))", "sum = sum + a[term]", "x = sum"));
}

TEST(Sums, have_loops_that_the_text_does_not_hold) {
  const LoopNest nest = counted_nest("b[i] = sum(a[i])");
  ASSERT_EQ(nest.loops.size(), 2U);
  EXPECT_TRUE(loop_ir::is_over_terms(nest, LoopId(1)));
  EXPECT_FALSE(loop_ir::is_of_text(nest, LoopId(1)));
  EXPECT_TRUE(loop_ir::is_of_text(nest, LoopId(0)));
  EXPECT_EQ(domain_of(nest, 1), "[1, a.shape[1]) step 1");
  EXPECT_THAT(elements_of(nest, loop_ir::AccessMode::Read),
              ElementsAre("a[i][0] Lin1 Inv", "a[i][ term] Lin1 Lin1"));
  EXPECT_THAT(nest.replaced_builtins, ElementsAre("sum"));
  EXPECT_THAT(counted_nest("x = sum(range(n))").replaced_builtins, ElementsAre("range", "sum"));
}

// The target stands before the sum in the text, but is bound after it.
TEST(Sums, read_the_value_that_a_name_had_before_their_statement) {
  const LoopNest nest = counted_nest("x = sum(a[x])");
  EXPECT_THAT(elements_of(nest, loop_ir::AccessMode::Read),
              ElementsAre("a[?][0] Variant Inv", "a[?][ term] Variant Lin1"));
}

TEST(Sums, that_may_not_be_computed_exactly_once_are_refused) {
  for (const char* statement :
       {"x = n and sum(a)", "x = sum(a) if n else 0", "x = n if i else sum(a)",
        "x = i < n < sum(a)", "x = n or i or sum(a)", "while x < sum(a):\n            x += 1",
        "for j in range(sum(a)):\n            x = j", "b[sum(a), :] = c[:]"}) {
    EXPECT_THAT(refusals_of(counted_nest(statement)), Contains(HasSubstr("several times")))
        << statement;
  }
  for (const char* statement :
       {"x = sum(a) and n", "x = n if sum(a) else 0", "x = i < sum(a) < n"}) {
    EXPECT_THAT(refusals_of(counted_nest(statement)), IsEmpty()) << statement;
  }
}

TEST(Sums, in_functions_of_the_text_are_refused) {
  const auto nests = counted_nests_of(
      "def f(a): return sum(a) + 1\n"
      "def g(x, y): return x * x if y else 1\n"
      "def run(a, n):\n"
      "    for i in range(n):\n        s = f(a)\n"
      "    for i in range(n):\n        s = g(sum(a), i)\n");
  for (const LoopNest& nest : nests) {
    EXPECT_THAT(refusals_of(nest), Contains(HasSubstr("several times")));
  }
}

TEST(Sums, of_anything_else_are_refused) {
  for (const char* statement :
       {"x = sum([i, n])", "x = sum(v * v for v in a)", "x = sum(a + b)", "x = sum(a[1:])",
        "x = sum(a[i, 0])", "x = sum(a[i,])", "x = sum(zip(a, b))", "x = sum(a, 0, 0)",
        "x = sum(*a)", "x = sum(a, **p)", "x = sum(a, begin=1)", "x = sum()",
        "x = sum(range(n), x)", "x = sum(range(*a))", "x = sum(range(n).x)"}) {
    EXPECT_THAT(refusals_of(counted_nest(statement)), Contains(HasSubstr("NotCompiledYet")))
        << statement;
  }
}

}  // namespace
}  // namespace autopar::frontend
