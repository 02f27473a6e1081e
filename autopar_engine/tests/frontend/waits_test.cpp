#include "loop_ir/waits.hpp"

#include <gtest/gtest.h>

#include <string>

#include "loop_ir/text.hpp"
#include "tests/frontend/lowering_support.hpp"

namespace autopar::loop_ir {
namespace {

// What the last loop of the text may wait for, "" for nothing.
std::string wait_of(const std::string& text) {
  const auto nests = frontend::counted_nests_of(text);
  const auto wait_id = find_wait(nests.back());
  return wait_id ? print_expression(nests.back(), *wait_id) : "";
}

TEST(Waits, a_part_of_a_test_that_the_loop_does_not_change_is_found) {
  EXPECT_EQ(wait_of("while running:\n    i += 1\n"), "running");
  EXPECT_EQ(wait_of("while i < n and f[0] == 0:\n    i += 1\n"), "f[0] == 0");
  EXPECT_EQ(wait_of("while i < n and not f[k]:\n    i += 1\n"), "f[k]");
  EXPECT_EQ(
      wait_of("while True:\n    if i > n:\n        break\n    if x[0] > 1:\n        break\n    "
              "i += 1\n"),
      "x[0] > 1");
}

TEST(Waits, what_only_a_loop_around_changes_does_not_change_within) {
  EXPECT_EQ(wait_of("for i in range(n):\n    while f[i] == 0:\n        k += 1\n"), "f[i] == 0");
}

TEST(Waits, what_the_loop_changes_is_no_wait) {
  EXPECT_EQ(wait_of("while i < n:\n    i += 1\n"), "");
  EXPECT_EQ(wait_of("while x[0] < n and not (x[i] > k or i > n):\n    x[0] += 1\n    i += 1\n"),
            "");
  EXPECT_EQ(wait_of("while True:\n    i += 1\n    if i > n:\n        break\n"), "");
  EXPECT_EQ(wait_of("while i < n:\n    i += 1\n    if flag:\n        k = 1\n"), "");
  EXPECT_EQ(wait_of("for i in range(n):\n    if flag:\n        break\n"), "");
}

}  // namespace
}  // namespace autopar::loop_ir
