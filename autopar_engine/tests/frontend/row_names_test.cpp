#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "loop_ir/text.hpp"
#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::LoopNest;
using ::testing::ElementsAre;

// "a = b" for each assignment of a loop as it is compiled, in the order of the text. Without the
// space before hidden names.
std::vector<std::string> assignments_in(const std::string& loop) {
  auto nests = counted_nests_of("def f(a, b, c, n, s):\n    " + loop + "\n");
  LoopNest& nest = nests.back();
  for (const loop_ir::NameId name_id : nest.names.ids()) {
    std::string& text = nest.names[name_id].text;
    text = text.substr(text.starts_with(' ') ? 1 : 0);
  }
  std::vector<std::string> lines;
  for (const loop_ir::Statement& statement : nest.statements) {
    if (const auto* assign = std::get_if<loop_ir::Assign>(&statement.node)) {
      lines.push_back(loop_ir::print_expression(nest, assign->target_ids.front()) + " = " +
                      loop_ir::print_expression(nest, assign->value_id));
    }
  }
  return lines;
}

TEST(RowNames, a_row_is_read_as_elements_of_what_it_is_a_row_of) {
  const auto nests = counted_nests_of(
      "def f(c, n):\n    for i in range(n):\n        row = c[i]\n        row[0] = row[i] + "
      "len(row)\n");
  EXPECT_THAT(elements_of(nests.back(), loop_ir::AccessMode::Read),
              ElementsAre("c[i][i] Lin1 Lin1"));
  EXPECT_THAT(elements_of(nests.back(), loop_ir::AccessMode::Write),
              ElementsAre("c[i][0] Lin1 Inv"));
  EXPECT_TRUE(nests.back().refusals.empty());
}

TEST(RowNames, a_loop_over_rows_counts_to_the_length_of_a_row) {
  const auto nests =
      counted_nests_of("def f(c, s):\n    for row in c:\n        for x in row: s += x\n");
  EXPECT_EQ(domain_of(nests.back(), 0), "[0, len(c)) step 1");
  EXPECT_EQ(domain_of(nests.back(), 1), "[0, c.shape[1]) step 1");
}

TEST(RowNames, a_row_is_bound_to_its_place) {
  EXPECT_THAT(assignments_in("for i in range(n):\n        row = c[i - 1]\n        a[i] = row[0]"),
              ElementsAre("row = compiled place(c, i - 1)", "a[i] = c[i - 1][0]"));
}

TEST(RowNames, an_element_of_a_row_is_bound_with_its_place) {
  EXPECT_THAT(assignments_in("for row in c:\n        for x in row: s = x"),
              ElementsAre("row = compiled place(c, position)", "x = c[position][position]",
                          "place of x = compiled place(c, position, position)", "s = x"));
}

// Each reads `row` as a name that is bound to c[i], or as whatever else it is.
TEST(RowNames, what_is_used_as_anything_else_is_no_row) {
  for (const char* body :
       {"row = c[i]\n        b[i] = row", "row = c[i]\n        b[i] = f(row)",
        "row = c[i]\n        row = c[0]\n        b[i] = row[0]",
        "b[i] = row[0]\n        row = c[i]", "if i:\n            row = c[i]\n        b[i] = row[0]",
        "row = c[i]\n        i = 0\n        b[i] = row[0]",
        "row = c[i]\n        c = a\n        b[i] = row[0]", "row = c[i:]\n        b[i] = row[0]",
        "row = c[i]\n        b[i] = row[1:]", "row = other = c[i]\n        b[i] = row[0]",
        "row = c[a[i]]\n        b[i] = row[0]",
        "row = c[i]\n        row += a\n        b[i] = row[0]"}) {
    const auto lines = assignments_in(std::string("for i in range(n):\n        ") + body);
    EXPECT_TRUE(std::ranges::none_of(lines, [](const std::string& line) {
      return line.find("place(") != line.npos;
    })) << body;
  }
}

}  // namespace
}  // namespace autopar::frontend
