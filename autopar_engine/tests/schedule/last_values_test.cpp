#include "schedule/last_values.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/frontend/lowering_support.hpp"

namespace autopar::schedule {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

// Of the outermost loop of a function of x, n and m, all of whose names are left.
std::vector<std::string> found_in(const std::string& loop) {
  loop_ir::LoopNest nest = frontend::nest_of("def f(x, n, m):\n" + loop);
  std::vector<std::string> found;
  for (const loop_ir::NameId name_id : nest.names.ids()) {
    nest.names[name_id].is_output = true;
  }
  for (const loop_ir::NameId name_id :
       names_bound_by_some_iterations(nest, loop_ir::LoopNest::root())) {
    found.push_back(nest.names[name_id].text);
  }
  return found;
}

TEST(NamesBoundBySomeIterations, are_none_where_the_body_binds_all) {
  EXPECT_THAT(found_in(R"(
    for i in range(n):
        t = x[i]
        x[i] = t + i
)"),
              IsEmpty());
}

TEST(NamesBoundBySomeIterations, are_those_under_a_condition_alone) {
  EXPECT_THAT(found_in(R"(
    for i in range(n):
        s = 1.0
        if x[i] > 0.5:
            s = 2.0
            t = 2.0
)"),
              ElementsAre("t"));
}

TEST(NamesBoundBySomeIterations, are_those_behind_a_jump) {
  EXPECT_THAT(found_in(R"(
    for i in range(n):
        if x[i] > 0.5:
            continue
        t = 2.0
)"),
              ElementsAre("t"));
  EXPECT_THAT(found_in(R"(
    for i in range(n):
        for j in range(m):
            if x[j] > 0.5:
                break
            t = 2.0
)"),
              UnorderedElementsAre("j", "t"));
}

TEST(NamesBoundBySomeIterations, are_those_in_loops_that_may_be_empty_in_some) {
  EXPECT_THAT(found_in(R"(
    for i in range(n):
        for j in range(m):
            s = 1.0
        for k in range(i):
            t = 1.0
        while x[i] > 0.5:
            u = 1.0
)"),
              UnorderedElementsAre("k", "t", "u"));
}

TEST(NamesBoundBySomeIterations, are_those_that_the_nest_reads_behind_the_loop) {
  const loop_ir::LoopNest nest = frontend::nest_of(R"(
def f(x, n, m):
    for t in range(n):
        for i in range(m):
            if x[i] > 0.5:
                s = 1.0
                r = 1.0
        x[t] = s
)");
  for (const loop_ir::LoopId loop_id : nest.loops.ids()) {
    if (loop_id == loop_ir::LoopNest::root()) {
      continue;
    }
    const auto found = names_bound_by_some_iterations(nest, loop_id);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(nest.names[*found.begin()].text, "s");
  }
}

}  // namespace
}  // namespace autopar::schedule
