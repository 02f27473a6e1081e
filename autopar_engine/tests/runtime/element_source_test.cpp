#include "runtime/element_source.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/frontend/lowering_support.hpp"

namespace autopar::runtime {
namespace {

using loop_ir::LoopNest;
using loop_ir::NameId;

LoopNest compiled_nest(const std::string& loop) {
  return frontend::counted_nests_of("def f(c, n, s):\n    " + loop + "\n").back();
}

NameId name_in(const LoopNest& nest, const std::string& text) {
  for (const NameId name_id : nest.names.ids()) {
    if (nest.names[name_id].text == text) {
      return name_id;
    }
  }
  ADD_FAILURE() << "no name " << text;
  return {};
}

TEST(ElementSource, a_row_holds_its_own_place) {
  const LoopNest nest = compiled_nest("for i in range(n):\n        row = c[i]\n        s = row[0]");
  const auto source = find_row_source(nest, name_in(nest, "row"));
  ASSERT_TRUE(source);
  EXPECT_EQ(source->sequence_id, name_in(nest, "c"));
  EXPECT_EQ(source->place_id, name_in(nest, "row"));
  EXPECT_EQ(source->depth, 1U);
  EXPECT_FALSE(find_row_source(nest, name_in(nest, "s")));
}

TEST(ElementSource, an_element_of_a_row_has_its_place_in_a_name_beside_it) {
  const LoopNest nest =
      compiled_nest("for plane in c:\n        for row in plane:\n            for x in row: s = x");
  const auto sources = find_nested_sources(nest, name_in(nest, "x"));
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources.front().sequence_id, name_in(nest, "c"));
  EXPECT_EQ(sources.front().place_id, name_in(nest, " place of x"));
  EXPECT_EQ(sources.front().depth, 3U);
  EXPECT_TRUE(find_nested_sources(nest, name_in(nest, "s")).empty());
  EXPECT_EQ(find_row_source(nest, name_in(nest, "row")).value().depth, 2U);
}

TEST(ElementSource, an_element_that_two_loops_bind_may_be_that_of_either) {
  const LoopNest nest =
      compiled_nest("for row in c:\n        for x in row: s = x\n        for x in row: s = -x");
  EXPECT_EQ(find_nested_sources(nest, name_in(nest, "x")).size(), 2U);
  EXPECT_FALSE(is_bound_once(nest, name_in(nest, "x")));
  EXPECT_TRUE(is_bound_once(nest, name_in(nest, "row")));
}

}  // namespace
}  // namespace autopar::runtime
