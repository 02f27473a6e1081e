#include "runtime/call_guards.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dependence/analysis.hpp"
#include "frontend/lower.hpp"
#include "runtime/work_estimate.hpp"

namespace autopar::runtime {
namespace {

using loop_ir::ArgumentFacts;
using loop_ir::ArrayArgument;
using loop_ir::DataType;
using loop_ir::IntegerArgument;
using loop_ir::LoopNest;
using loop_ir::NameId;
using ::testing::HasSubstr;

LoopNest nest_of(const std::string& text) {
  const auto tree = syntax::SyntaxTree::parse(text);
  return frontend::lower_loops(*tree, {}).at(0);
}

NameId name(const LoopNest& nest, std::string_view text) {
  for (const NameId name_id : nest.names.ids()) {
    if (nest.names[name_id].text == text) {
      return name_id;
    }
  }
  return {};
}

ArrayArgument vector_of(std::int64_t extent, std::uintptr_t address = 4096) {
  return {DataType::Float64, {extent}, {8}, address, true};
}

std::string failure(const LoopNest& nest, const ArgumentFacts& facts) {
  return find_failed_guard(nest, facts).value_or("");
}

TEST(CallGuards, hold_where_each_index_stays_inside) {
  const LoopNest nest = nest_of("for i in range(1, n):\n    a[i] = a[i - 1]\n");
  ArgumentFacts facts;
  facts.arguments.emplace(name(nest, "a"), vector_of(10));
  facts.arguments.emplace(name(nest, "n"), IntegerArgument{10});
  EXPECT_EQ(failure(nest, facts), "");
}

TEST(CallGuards, an_index_that_surely_leaves_the_extent_fails) {
  const LoopNest nest = nest_of("for i in range(m, n):\n    a[i] = 1.0\n");
  const auto with_bounds = [&nest](std::int64_t lower, std::int64_t upper) {
    ArgumentFacts facts;
    facts.arguments.emplace(name(nest, "a"), vector_of(10));
    facts.arguments.emplace(name(nest, "m"), IntegerArgument{lower});
    facts.arguments.emplace(name(nest, "n"), IntegerArgument{upper});
    return failure(nest, facts);
  };
  EXPECT_EQ(with_bounds(0, 10), "");
  EXPECT_THAT(with_bounds(0, 11), HasSubstr("leaves the extent 10"));
  EXPECT_EQ(with_bounds(-10, 10), "");
  EXPECT_THAT(with_bounds(-11, 10), HasSubstr("leaves the extent 10"));
  EXPECT_THAT(with_bounds(3, 3), HasSubstr("no iteration"));
}

TEST(CallGuards, an_index_that_may_not_be_reached_is_left_to_the_check) {
  const LoopNest nest = nest_of(
      "for i in range(11):\n    if i < 10:\n        a[i] = 1.0\n"
      "    for j in range(i, 10):\n        b[j + i] = 1.0\n");
  ArgumentFacts facts;
  facts.arguments.emplace(name(nest, "a"), vector_of(10));
  facts.arguments.emplace(name(nest, "b"), vector_of(10));
  EXPECT_EQ(failure(nest, facts), "");
}

TEST(CallGuards, an_array_without_elements_fails) {
  const LoopNest nest = nest_of("for i in range(n):\n    a[i] = 1.0\n");
  ArgumentFacts facts;
  facts.arguments.emplace(name(nest, "a"), vector_of(0));
  EXPECT_THAT(failure(nest, facts), HasSubstr("no elements"));
}

TEST(CallGuards, a_written_array_has_to_be_writeable_and_without_repetition) {
  const LoopNest nest = nest_of("for i in range(5):\n    a[i] = b[i]\n");
  ArgumentFacts facts;
  facts.arguments.emplace(name(nest, "a"), vector_of(5));
  facts.arguments.emplace(name(nest, "b"), vector_of(5, 8192));
  auto& written = std::get<ArrayArgument>(facts.arguments.at(name(nest, "a")));
  auto& read = std::get<ArrayArgument>(facts.arguments.at(name(nest, "b")));
  read.is_writeable = false;
  read.strides_bytes = {0};
  EXPECT_EQ(failure(nest, facts), "");
  written.is_writeable = false;
  EXPECT_THAT(failure(nest, facts), HasSubstr("read-only"));
  written.is_writeable = true;
  written.strides_bytes = {0};
  EXPECT_THAT(failure(nest, facts), HasSubstr("share memory"));
}

TEST(CallGuards, each_pair_with_a_written_array_is_kept_apart_once) {
  const LoopNest nest = nest_of("for i in range(5):\n    a[i] = b[i] + c[i]\n    b[i] = 0.0\n");
  ArgumentFacts facts;
  for (const auto* text : {"a", "b", "c"}) {
    facts.arguments.emplace(name(nest, text), vector_of(5));
  }
  EXPECT_EQ(pairs_to_keep_apart(nest, facts).size(), 3U);
  EXPECT_EQ(written_arrays(nest).size(), 2U);
}

// What is not proved of a statement in a loop over i, of matrices of eight rows and columns.
std::string unordered(const std::string& statement) {
  const auto tree = syntax::SyntaxTree::parse("for i in range(n):\n    " + statement + "\n");
  frontend::LoweringContext context;
  context.counts_elements = true;
  const LoopNest nest = frontend::lower_loops(*tree, context).at(0);
  ArgumentFacts facts;
  std::uintptr_t address = 4096;
  for (const auto* text : {"a", "b"}) {
    facts.arguments.emplace(name(nest, text),
                            ArrayArgument{DataType::Float64, {8, 8}, {64, 8}, address, true});
    address *= 2;
  }
  facts.arguments.emplace(name(nest, "n"), IntegerArgument{8});
  facts.arguments.erase(NameId());
  const auto verdicts = dependence::verdicts_at_call(nest, dependence::analyze(nest), facts);
  return find_unordered_slices(nest, verdicts, facts).value_or("");
}

TEST(CallGuards, no_cell_of_a_slice_is_read_after_it_was_stored_to) {
  EXPECT_EQ(unordered("a[i, 1:] = b[i, :-1]"), "");
  EXPECT_EQ(unordered("a[i, 1:] += a[i, 1:] * b[i, 1:]"), "");
  EXPECT_EQ(unordered("a[i, :] = a[i, :] / a[i, i]"), "");
  EXPECT_EQ(unordered("a[i, :-1] = a[i, 1:]"), "");
  EXPECT_EQ(unordered("a[1:, :-1] = a[:-1, :-1] * b[1:, 1:]"),
            "the slices in line 2 may overlap otherwise than cell by cell");
  EXPECT_THAT(unordered("a[i, 1:] = a[i, :-1]"), HasSubstr("cell by cell"));
  EXPECT_EQ(unordered("a[:7, 6] = a[7, 1:]"), "");
  EXPECT_EQ(unordered("a[:7, 1] = a[6, 1:] * 2"), "");
  EXPECT_THAT(unordered("a[:7, 1] = a[6, 1:]"), HasSubstr("cell by cell"));
  EXPECT_THAT(unordered("a[i, 1:] -= a[i, :-1]"), HasSubstr("cell by cell"));
  EXPECT_THAT(unordered("a[i, 1:-1] = a[i, 2:] + a[i, :-2]"), HasSubstr("cell by cell"));
  EXPECT_THAT(unordered("a[:, :] = a[i, :] + b[:, :]"), HasSubstr("cell by cell"));
}

TEST(WorkEstimate, inner_loops_count_with_their_iterations) {
  const LoopNest nest =
      nest_of("for i in range(10):\n    for j in range(1000):\n        a[i, j] = b[j] + 1.0\n");
  const double inner = estimate_iteration_work(nest, {}, loop_ir::LoopId(1));
  const double outer = estimate_iteration_work(nest, {}, loop_ir::LoopId(0));
  EXPECT_GE(inner, 2);
  EXPECT_DOUBLE_EQ(outer, 1000 * inner);
  EXPECT_GT(grain_of(inner), grain_of(outer));
  EXPECT_GE(grain_of(1e300), 1);
  EXPECT_GE(iterations_between_signals(1e300), 1);
}

TEST(WorkEstimate, a_look_at_index_arrays_pays_where_much_is_done_for_each_element) {
  EXPECT_TRUE(is_worth_inspecting(1e6, 1'000, 2));
  EXPECT_FALSE(is_worth_inspecting(1e6, 1'000, 1));
  EXPECT_FALSE(is_worth_inspecting(1e6, 1'000'000, 64));
  EXPECT_FALSE(is_worth_inspecting(1e3, 1, 64));
  EXPECT_TRUE(is_worth_inspecting(1e7, 1'000'000, 8));
  EXPECT_FALSE(is_worth_inspecting(1e7, 1'000'000, 2));
}

}  // namespace
}  // namespace autopar::runtime
