#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "loop_ir/compiled_calls.hpp"
#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::AccessMode;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using testing::ElementsAre;

// A loop over i with this body, lowered for compilation.
LoopNest counted_nest(const std::string& body, const loop_ir::ArrayRanks& ranks = {}) {
  auto nests = counted_nests_of(
      "def f(a, b, c, p, x, n):\n    for i in range(n):\n        " + body + "\n", ranks);
  EXPECT_EQ(nests.size(), 1U);
  return nests.front();
}

std::vector<std::string> lines_of(const std::string& body, const loop_ir::ArrayRanks& ranks = {}) {
  return statements_of(counted_nest(body, ranks));
}

TEST(SliceStatements, go_through_the_cells_of_the_target) {
  EXPECT_THAT(
      lines_of("a[i, :] = b[:, i]"),
      ElementsAre("for cell in range(compiled slice length(0, a.shape[1], a.shape[1], 1, 0, "
                  "b.shape[0], b.shape[0], 1))",
                  "a[i, cell] = b[cell, i]"));
  EXPECT_THAT(lines_of("a[1:n] -= c[:n - 1]"),
              ElementsAre("for cell in range(compiled slice length(1, n, a.shape[0], 1, 0, n - 1, "
                          "c.shape[0], 1))",
                          "a[1 + cell] op= c[cell]"));
}

TEST(SliceStatements, count_literal_bounds_from_the_end) {
  EXPECT_THAT(lines_of("c[-3:-1] = 0"),
              ElementsAre("for cell in range(compiled slice length(c.shape[0] + -3, "
                          "c.shape[0] + -1, c.shape[0], 1))",
                          "c[c.shape[0] + -3 + cell] = 0"));
}

TEST(SliceStatements, evaluate_once_what_holds_no_slice) {
  EXPECT_THAT(
      lines_of("c[:] = 2 * x * c[:] + a[i, 0] * x - 2.0"),
      ElementsAre("operand = 2 * x", "operand = a[i, 0] * x",
                  "for cell in range(compiled slice length(0, c.shape[0], c.shape[0], 1, 0, "
                  "c.shape[0], c.shape[0], 1))",
                  "c[cell] = operand * c[cell] + operand - 2.0"));
  EXPECT_THAT(lines_of("c[p[i]:p[i + 1]] = x"),
              ElementsAre("bound = p[i]", "bound = p[i + 1]",
                          "for cell in range(compiled slice length(bound, bound, c.shape[0], 1))",
                          "c[bound + cell] = x"));
}

TEST(SliceStatements, align_dimensions_from_the_last_one_on) {
  EXPECT_THAT(
      lines_of("a[1:, :] = c[:]"),
      ElementsAre("for cell in range(compiled value(compiled slice length(0, a.shape[1], "
                  "a.shape[1], 1, 0, c.shape[0], c.shape[0], 1), compiled slice length(1, "
                  "a.shape[0], a.shape[0], 1)))",
                  "for cell in range(compiled slice length(0, a.shape[1], a.shape[1], 1, 0, "
                  "c.shape[0], c.shape[0], 1))",
                  "a[1 + cell, cell] = c[cell]"));
}

TEST(SliceStatements, count_subscripts_of_subscripts_as_dimensions) {
  EXPECT_THAT(lines_of("a[i][1:] = 0"),
              ElementsAre("for cell in range(compiled slice length(1, a.shape[1], a.shape[1], 1))",
                          "a[i][1 + cell] = 0"));
}

TEST(SliceStatements, go_in_steps_and_backward) {
  EXPECT_THAT(lines_of("a[i, 1::2] = c[:-1:2]"),
              ElementsAre("for cell in range(0, compiled slice length(1, a.shape[1], a.shape[1], "
                          "2, 0, c.shape[0] + -1, c.shape[0], 2), 2)",
                          "a[i, 1 + cell] = c[cell]"));
  EXPECT_THAT(lines_of("a[i, ::4] = c[n::2]"),
              ElementsAre("for cell in range(0, compiled slice length(n, c.shape[0], c.shape[0], "
                          "2, 0, a.shape[1], a.shape[1], 4), 2)",
                          "a[i, cell * 2] = c[n + cell]"));
  EXPECT_THAT(lines_of("c[:] = c[::-1]"),
              ElementsAre("for cell in range(compiled slice length(0, c.shape[0], c.shape[0], 1, "
                          "0, c.shape[0], c.shape[0], 1))",
                          "c[cell] = c[c.shape[0] + -1 - cell]"));
  EXPECT_THAT(lines_of("c[4:1:-1] = 0"),
              ElementsAre("for cell in range(compiled slice length(2, 5, c.shape[0], 1))",
                          "c[5 + -1 - cell] = 0"));
}

TEST(SliceStatements, multiply_where_they_square) {
  EXPECT_THAT(lines_of("c[:] = (c[:] - x) ** 2"),
              ElementsAre("for cell in range(compiled slice length(0, c.shape[0], c.shape[0], 1, "
                          "0, c.shape[0], c.shape[0], 1))",
                          "c[cell] = (c[cell] - x) * (c[cell] - x)"));
}

TEST(SliceStatements, take_attributes_of_names_for_names) {
  EXPECT_THAT(lines_of("x.a[i, 1:] += x.b.c[:-1] * x.k"),
              ElementsAre("for cell in range(compiled slice length(1, x.a.shape[1], x.a.shape[1], "
                          "1, 0, x.b.c.shape[0] + -1, x.b.c.shape[0], 1))",
                          "x.a[i, 1 + cell] op= x.b.c[cell] * x.k"));
  EXPECT_THAT(
      lines_of("x.a[i][:] = 0"),
      ElementsAre("for cell in range(compiled slice length(0, x.a.shape[1], x.a.shape[1], 1))",
                  "x.a[i][cell] = 0"));
}

TEST(SliceStatements, refuse_attributes_of_what_the_loop_binds_or_stores_to) {
  const LoopNest bound = counted_nest("x = p[i]; x.a[1:] = 0");
  ASSERT_THAT(bound.refusals, testing::SizeIs(1));
  EXPECT_THAT(describe(*bound.refusals.begin()),
              testing::HasSubstr("`x.a`, an attribute of what the loop binds"));
  EXPECT_THAT(counted_nest("x.a = p; x.a[1:] = 0").refusals, testing::Not(testing::IsEmpty()));
}

TEST(SliceStatements, take_arrays_whole_where_their_dimensions_are_known) {
  EXPECT_THAT(
      lines_of("a[i, :] = c", {{"a", 2}, {"c", 1}}),
      ElementsAre("for cell in range(compiled slice length(0, a.shape[1], a.shape[1], 1, 0, "
                  "c.shape[0], c.shape[0], 1))",
                  "a[i, cell] = c[cell]"));
  EXPECT_THAT(
      lines_of("a[i] = b[i] * 2 - x.v", {{"a", 2}, {"b", 2}, {"x.v", 1}}),
      ElementsAre("for cell in range(compiled slice length(0, a.shape[1], a.shape[1], 1, 0, "
                  "b.shape[1], b.shape[1], 1, 0, x.v.shape[0], x.v.shape[0], 1))",
                  "a[i, cell] = b[i, cell] * 2 - x.v[cell]"));
  EXPECT_THAT(
      lines_of("a[1:] = b", {{"a", 2}, {"b", 2}}),
      ElementsAre("for cell in range(compiled value(compiled slice length(0, a.shape[1], "
                  "a.shape[1], 1, 0, b.shape[1], b.shape[1], 1), compiled slice length(1, "
                  "a.shape[0], a.shape[0], 1, 0, b.shape[0], b.shape[0], 1)))",
                  "for cell in range(compiled slice length(0, a.shape[1], a.shape[1], 1, 0, "
                  "b.shape[1], b.shape[1], 1))",
                  "a[1 + cell, cell] = b[cell, cell]"));
}

TEST(SliceStatements, take_for_numbers_what_is_not_known_to_be_an_array) {
  EXPECT_THAT(lines_of("a[i] += x * c[0] + len(c)", {{"a", 2}, {"c", 1}}),
              ElementsAre("operand = x * c[0] + len(c)",
                          "for cell in range(compiled slice length(0, a.shape[1], a.shape[1], 1))",
                          "a[i, cell] op= operand"));
  EXPECT_THAT(lines_of("a[i] = b", {{"a", 1}, {"b", 1}}), ElementsAre("a[i] = b"));
  EXPECT_THAT(lines_of("a[i] = sum(c)", {{"a", 2}, {"c", 1}}),
              testing::Contains("a[i, cell] = operand"));
  EXPECT_THAT(lines_of("a[i] = c * 2"), ElementsAre("a[i] = c * 2"));
}

TEST(SliceStatements, refuse_by_name_what_is_one_by_its_dimensions_alone) {
  const loop_ir::ArrayRanks ranks{{"a", 2}, {"b", 2}, {"c", 1}};
  for (const char* statement :
       {"a[i] = c // 2", "a[i] %= 2", "a[i] = f(c)", "a[i, :] = f(b[i])", "a[i] = b[i] = c",
        "a[i] = b", "a[c] = 0", "a[i] = c if x else c", "a[i] = c > 0"}) {
    const LoopNest nest = counted_nest(statement, ranks);
    EXPECT_EQ(nest.loops.size(), 1U) << statement;
    EXPECT_THAT(refusals_of(nest),
                testing::Contains(testing::HasSubstr("a loop over the elements")))
        << statement;
  }
  EXPECT_THAT(refusals_of(counted_nest("c += b[i]", ranks)),
              testing::Contains(testing::HasSubstr("`c[:] +=` does not")));
  EXPECT_THAT(refusals_of(counted_nest("a[(i, 0)] = b[i, x]", ranks)), testing::IsEmpty());
}

TEST(SliceStatements, have_domains_and_subscripts_that_are_affine) {
  const LoopNest nest = counted_nest("a[i, i + 1:] = a[i - 1, i:n] * c[p[i]:]");
  EXPECT_EQ(domain_of(nest, 1), "[0, -i + a.shape[1] - 1) step 1");
  EXPECT_TRUE(loop_ir::is_over_slices(nest, LoopId(1)));
  EXPECT_FALSE(loop_ir::is_over_slices(nest, LoopId(0)));
  EXPECT_THAT(elements_of(nest, AccessMode::Write), ElementsAre("a[i][i +  cell + 1] Lin1 Linn"));
}

TEST(SliceStatements, take_bounds_of_hidden_names_for_fixed) {
  const LoopNest nest = counted_nest("c[p[i]:p[i + 1]] = 0");
  EXPECT_EQ(domain_of(nest, 1), "[0, ?) step 1");
  EXPECT_THAT(elements_of(nest, AccessMode::Write), ElementsAre("c[ cell +  bound] Linsym"));
}

TEST(SliceStatements, leave_other_statements_as_they_are) {
  for (const char* statement : {"a[i, ::n] = 0",
                                "a[i, n::-1] = 0",
                                "a[i, ::2] = b[i, ::3]",
                                "a[i, ::0] = 0",
                                "a[..., 1:] = 0",
                                "a[i, :] = b[i, :] ** 3",
                                "a[i, :] = (b[i, :] ** 2) ** 2",
                                "a[i, :] //= 2",
                                "a[i, :] = f(b[i, :])",
                                "a[i, None, :] = 0",
                                "a[i, 1:] = b[1:][i]",
                                "x = a[i, :]",
                                "a[i, :] = b[i, :] = 0",
                                "a[i, :] = b[:, :]",
                                "a[i, :] = b[i, :] and x",
                                "x.real[1:] = 0",
                                "x.shape[1:] = c[1:]",
                                "p[i].a[1:] = 0",
                                "f(x).a[1:] = 0",
                                "a[:], x = b[:], 1"}) {
    EXPECT_EQ(counted_nest(statement).loops.size(), 1U) << statement;
  }
  EXPECT_THAT(nests_of("for i in range(n): a[i, :] = b[:]").at(0).loops, testing::SizeIs(1));
}

}  // namespace
}  // namespace autopar::frontend
