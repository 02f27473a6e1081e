#include "loop_ir/array_ranks.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::ArgumentFacts;
using loop_ir::ArrayArgument;
using loop_ir::LoopNest;

LoopNest counted_nest(const std::string& body) {
  return counted_nests_of("def f(a, v, n):\n    for i in range(n):\n        " + body + "\n")
      .front();
}

// a is a matrix, v a vector, both lists if wanted.
ArgumentFacts facts_of(const LoopNest& nest, bool are_lists = false) {
  ArgumentFacts facts;
  for (const loop_ir::NameId name_id : nest.names.ids()) {
    const std::string& text = nest.names[name_id].text;
    if (text == "a" || text == "v") {
      ArrayArgument array;
      array.extents.assign(text == "a" ? 2 : 1, 5);
      array.is_list = are_lists;
      facts.arguments[name_id] = array;
    } else if (text == "n") {
      facts.arguments[name_id] = loop_ir::IntegerArgument{5};
    }
  }
  return facts;
}

bool may_use_rows(const std::string& body, bool are_lists = false) {
  const LoopNest nest = counted_nest(body);
  return loop_ir::may_use_rows(nest, facts_of(nest, are_lists));
}

TEST(ArrayRanks, are_those_of_arrays_by_the_texts_of_their_names) {
  const LoopNest nest = counted_nest("a[i, 0] = v[i]");
  EXPECT_EQ(loop_ir::ranks_of(nest, facts_of(nest)), (loop_ir::ArrayRanks{{"a", 2}, {"v", 1}}));
  EXPECT_TRUE(loop_ir::ranks_of(nest, facts_of(nest, true)).empty());
}

TEST(ArrayRanks, tell_rows_from_elements) {
  for (const char* body : {"a[i] = v[i]", "v[i] = a[i]", "v[:] = v", "v[i] = a", "v[:] = v * 2",
                           "a[1:] = 0", "v[i] = v + 1"}) {
    EXPECT_TRUE(may_use_rows(body)) << body;
    EXPECT_FALSE(may_use_rows(body, true)) << body;
  }
  for (const char* body : {"a[i, 0] = v[i]", "a[i][0] = len(v)", "v[i] = a.shape[0] + len(a)",
                           "a[i, :] = v[:]", "v[i] = len(a[i])", "row = a[i]; row[0] = 1"}) {
    EXPECT_FALSE(may_use_rows(body)) << body;
  }
}

}  // namespace
}  // namespace autopar::frontend
