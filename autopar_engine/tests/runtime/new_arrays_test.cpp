#include "runtime/new_arrays.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/frontend/lowering_support.hpp"

namespace autopar::runtime {
namespace {

using loop_ir::ArgumentFacts;
using loop_ir::ArrayArgument;
using loop_ir::DataType;
using loop_ir::FloatArgument;
using loop_ir::IntegerArgument;
using loop_ir::LiveArgument;
using loop_ir::LoopNest;
using testing::ElementsAre;
using testing::HasSubstr;

// What `t = np.zeros(arguments)` makes at a call with that n, with a of 5 times 7 and m = 3.
tl::expected<ArrayArgument, std::string> made_by(const std::string& arguments,
                                                 const LiveArgument& n = IntegerArgument{4}) {
  const LoopNest nest = frontend::counted_nests_of(
                            "import numpy as np\ndef f(a, b, n, m):\n    for i in range(9):\n"
                            "        t = np.zeros(" +
                            arguments + ")\n        b[i] = len(t)\n")
                            .at(0);
  ArgumentFacts facts;
  for (const loop_ir::NameId name_id : nest.names.ids()) {
    const std::string& text = nest.names[name_id].text;
    if (text == "a") {
      facts.arguments.emplace(name_id,
                              ArrayArgument{DataType::Float64, {5, 7}, {56, 8}, 4096, true});
    } else if (text == "n") {
      facts.arguments.emplace(name_id, n);
    } else if (text == "m") {
      facts.arguments.emplace(name_id, IntegerArgument{3});
    }
  }
  EXPECT_EQ(nest.new_arrays.size(), 1U) << arguments;
  return facts_of_new_array(nest, nest.new_arrays.at(0), facts);
}

TEST(NewArrays, are_laid_out_as_numpy_does) {
  const auto array = made_by("(n, a.shape[1] * 2, m - 1), np.int16");
  ASSERT_TRUE(array);
  EXPECT_EQ(array->data_type, DataType::Int16);
  EXPECT_THAT(array->extents, ElementsAre(4, 14, 2));
  EXPECT_THAT(array->strides_bytes, ElementsAre(56, 4, 2));
  EXPECT_TRUE(array->is_writeable);
  EXPECT_FALSE(array->is_list);
}

TEST(NewArrays, have_extents_of_lengths_literals_and_numpys_ints) {
  EXPECT_THAT(made_by("len(a) + 1")->extents, ElementsAre(6));
  EXPECT_THAT(made_by("(2, -m + 3)")->extents, ElementsAre(2, 0));
  EXPECT_THAT(made_by("n", IntegerArgument{4, false, DataType::Uint8})->extents, ElementsAre(4));
}

TEST(NewArrays, are_none_where_only_cpython_knows) {
  const auto reason = [](const auto&... call) { return made_by(call...).error(); };
  EXPECT_THAT(reason("-1"), HasSubstr("below zero"));
  EXPECT_THAT(reason("n - 5"), HasSubstr("'t' is below zero"));
  EXPECT_THAT(reason("n + 1", IntegerArgument{4, false, DataType::Uint8}), HasSubstr("NumPy"));
  EXPECT_THAT(reason("n", IntegerArgument{1, true}), HasSubstr("no int"));
  EXPECT_THAT(reason("n", FloatArgument{4}), HasSubstr("no int"));
  EXPECT_THAT(reason("a"), HasSubstr("no int"));
  EXPECT_THAT(reason("a.shape[2]"), HasSubstr("no int"));
  EXPECT_THAT(reason("(4611686018427387904, 2)"), HasSubstr("too large"));
  EXPECT_THAT(reason("n * 2305843009213693952"), HasSubstr("too large"));
}

}  // namespace
}  // namespace autopar::runtime
