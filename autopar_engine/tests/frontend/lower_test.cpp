#include "frontend/lower.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Lower, saxpy_is_a_nest_of_the_region_language) {
  const auto nest = nest_of(
      "def saxpy(a, x, y):\n"
      "    for i in range(len(x)):\n"
      "        y[i] = a * x[i] + y[i]\n");
  EXPECT_TRUE(nest.is_in_region_language());
  EXPECT_EQ(nest.context, loop_ir::Context::Func);
  EXPECT_EQ(nest.scope_name, "saxpy");
  EXPECT_THAT(nest.parameters, ElementsAre("a", "x", "y"));
  EXPECT_EQ(domain_of(nest, 0), "[0, len(x)) step 1");
  EXPECT_THAT(accesses_of(nest), ElementsAre("read x", "write i", "read a", "read i", "read x[i]",
                                             "read i", "read y[i]", "read i", "write y[i]"));
}

}  // namespace
}  // namespace autopar::frontend
