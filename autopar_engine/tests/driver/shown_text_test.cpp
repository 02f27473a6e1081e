#include "driver/shown_text.hpp"

#include <gtest/gtest.h>

namespace autopar::driver {
namespace {

TEST(ShownText, a_line_that_was_not_changed_keeps_its_columns) {
  const ShownText text("!ls\n  x = 1\n", "get_ipython().system('ls')\n  x = 1\n", {1, 2});
  EXPECT_EQ(text.position({2, 6, 0}), (SourcePosition{2, 6, 0}));
}

TEST(ShownText, what_was_unwrapped_from_a_magic_is_found_in_its_line) {
  const ShownText text("%time for i in x: f(i)\n", "for i in x: f(i)\n", {1});
  EXPECT_EQ(text.position({1, 0, 0}), (SourcePosition{1, 6, 0}));
  EXPECT_EQ(text.position({1, 4, 0}), (SourcePosition{1, 10, 0}));
}

TEST(ShownText, a_line_that_was_rewritten_is_taken_from_where_its_text_begins) {
  const ShownText text("  a = !ls\n", "  a = get_ipython().getoutput('ls')\n", {1});
  EXPECT_EQ(text.position({1, 6, 0}), (SourcePosition{1, 2, 0}));
}

TEST(ShownText, lines_that_were_left_out_are_counted) {
  const ShownText text("\n\n%%time\nx = 1\n", "\nx = 1\n", {3, 4});
  EXPECT_EQ(text.line_number(2), 4U);
  EXPECT_EQ(text.position({2, 0, 0}).line, 4U);
}

TEST(ShownText, a_position_behind_the_end_stays_a_position) {
  const ShownText text("x\n", "x\n", {1});
  EXPECT_EQ(text.line_number(9), 1U);
  EXPECT_EQ(text.position({9, 40, 0}).line, 1U);
}

}  // namespace
}  // namespace autopar::driver
