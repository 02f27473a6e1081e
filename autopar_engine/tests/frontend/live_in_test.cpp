#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "loop_ir/traversal.hpp"
#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using testing::UnorderedElementsAre;

std::vector<std::string> live_in(const std::string& loop) {
  const loop_ir::LoopNest nest = nest_of("def f(a, b, n):\n" + loop);
  std::vector<std::string> names;
  for (const loop_ir::NameId name_id : loop_ir::live_in_names(nest)) {
    names.push_back(nest.names[name_id].text);
  }
  return names;
}

TEST(LiveIn, leaves_out_what_is_bound_before_it_is_read) {
  EXPECT_THAT(live_in("    for i in range(n):\n"
                      "        t = a[i]\n"
                      "        b[i] = t\n"),
              UnorderedElementsAre("a", "b", "n"));
}

TEST(LiveIn, leaves_out_what_is_bound_and_read_behind_a_break) {
  EXPECT_THAT(live_in("    for i in range(n):\n"
                      "        if a[i] > 3:\n"
                      "            break\n"
                      "        t = a[i]\n"
                      "        b[i] = t\n"),
              UnorderedElementsAre("a", "b", "n"));
}

TEST(LiveIn, holds_what_an_else_binds_that_a_break_skips) {
  EXPECT_THAT(live_in("    for i in range(n):\n"
                      "        for j in range(3):\n"
                      "            if a[i] > j:\n"
                      "                break\n"
                      "        else:\n"
                      "            t = i\n"
                      "        b[i] = t\n"),
              UnorderedElementsAre("a", "b", "n", "t"));
}

TEST(LiveIn, holds_what_a_branch_or_a_handler_may_not_bind) {
  EXPECT_THAT(live_in("    for i in range(n):\n"
                      "        if a[i] > 3:\n"
                      "            t = a[i]\n"
                      "        b[i] = t\n"),
              UnorderedElementsAre("a", "b", "n", "t"));
  EXPECT_THAT(live_in("    for i in range(n):\n"
                      "        try:\n"
                      "            t = a[i]\n"
                      "        except IndexError:\n"
                      "            pass\n"
                      "        b[i] = t\n"),
              testing::Contains("t"));
}

}  // namespace
}  // namespace autopar::frontend
