#include "loop_ir/argument_facts.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <utility>

namespace autopar::loop_ir {
namespace {

// for i in range(0, n, step): for j in range(i, n)
struct Fixture {
  LoopNest nest;
  NameId n;
  SymbolId n_value;
  LoopId i;
  LoopId j;
  ArgumentFacts facts;

  Fixture(std::int64_t extent, std::int64_t step) {
    n = nest.names.add(Name{.text = "n"});
    n_value = nest.symbols.add(Symbol{.kind = SymbolKind::Value, .name_id = n});
    Loop outer;
    outer.domain.start = AffineForm::of_constant(0);
    outer.domain.stop = AffineForm::of_symbol(n_value);
    outer.domain.step = step;
    i = nest.loops.add(outer);
    Loop inner;
    inner.parent_id = i;
    inner.domain.start = AffineForm::of_loop(i);
    inner.domain.stop = AffineForm::of_symbol(n_value);
    inner.domain.step = 1;
    j = nest.loops.add(inner);
    facts.arguments[n] = IntegerArgument{extent};
  }
};

TEST(ArgumentFacts, the_box_of_an_index_ends_at_its_last_value) {
  const Fixture step_one(10, 1);
  EXPECT_EQ(index_range(step_one.i, step_one.nest, step_one.facts), (IntegerRange{0, 9}));
  const Fixture step_three(9, 3);
  EXPECT_EQ(index_range(step_three.i, step_three.nest, step_three.facts), (IntegerRange{0, 6}));
}

TEST(ArgumentFacts, a_loop_that_cannot_run_has_an_empty_box) {
  const Fixture fixture(0, 1);
  EXPECT_TRUE(index_range(fixture.i, fixture.nest, fixture.facts)->is_empty());
  EXPECT_TRUE(range_of(AffineForm::of_loop(fixture.j), fixture.nest, fixture.facts)->is_empty());
}

TEST(ArgumentFacts, a_triangular_bound_is_covered_by_its_box) {
  const Fixture fixture(4, 1);
  EXPECT_EQ(index_range(fixture.j, fixture.nest, fixture.facts), (IntegerRange{0, 3}));
}

TEST(ArgumentFacts, an_unknown_symbol_gives_no_box) {
  Fixture fixture(4, 1);
  fixture.facts.arguments.clear();
  EXPECT_EQ(index_range(fixture.i, fixture.nest, fixture.facts), std::nullopt);
}

TEST(ArgumentFacts, a_box_that_leaves_64_bits_is_no_box) {
  const Fixture fixture(std::numeric_limits<std::int64_t>::max(), 1);
  const auto doubled = AffineForm::of_loop(fixture.i).times(2);
  EXPECT_EQ(range_of(*doubled, fixture.nest, fixture.facts), std::nullopt);
}

TEST(ArgumentFacts, a_downward_range_counts_to_its_last_value) {
  Fixture fixture(10, 1);
  Loop& loop = fixture.nest.loops[fixture.i];
  loop.domain.start = AffineForm::of_constant(9);
  loop.domain.stop = AffineForm::of_constant(-1);
  loop.domain.step = -2;
  EXPECT_EQ(index_range(fixture.i, fixture.nest, fixture.facts), (IntegerRange{1, 9}));
}

ArgumentFacts facts_of(LiveArgument argument) {
  ArgumentFacts facts;
  facts.arguments.emplace(NameId(3), std::move(argument));
  return facts;
}

TEST(ArgumentFacts, kinds_are_all_but_values_extents_strides_and_addresses) {
  const auto are_alike = [](const LiveArgument& left, const LiveArgument& right) {
    const bool are = are_of_same_kinds(facts_of(left), facts_of(right));
    EXPECT_EQ(are, are_of_same_kinds(facts_of(right), facts_of(left)));
    return are;
  };
  const ArrayArgument array{DataType::Float64, {2, 3}, {24, 8}, 4096, true};
  EXPECT_TRUE(are_alike(array, ArrayArgument{DataType::Float64, {9, 1}, {-8, 72}, 8, false}));
  EXPECT_FALSE(are_alike(array, ArrayArgument{DataType::Float32, {2, 3}, {12, 4}, 4096, true}));
  EXPECT_FALSE(are_alike(array, ArrayArgument{DataType::Float64, {6}, {8}, 4096, true}));
  ArrayArgument list = array;
  list.is_list = true;
  EXPECT_FALSE(are_alike(array, list));
  ArrayArgument mixed = list;
  mixed.is_mixed = true;
  EXPECT_FALSE(are_alike(list, mixed));
  EXPECT_TRUE(are_alike(IntegerArgument{1}, IntegerArgument{2}));
  EXPECT_FALSE(are_alike(IntegerArgument{1}, IntegerArgument{1, true}));
  EXPECT_FALSE(are_alike(IntegerArgument{1}, IntegerArgument{1, false, DataType::Int64}));
  EXPECT_TRUE(are_alike(FloatArgument{1.0}, FloatArgument{2.0}));
  EXPECT_FALSE(are_alike(FloatArgument{1.0}, FloatArgument{1.0, DataType::Float64}));
  EXPECT_FALSE(are_alike(FloatArgument{1.0}, IntegerArgument{1}));
  EXPECT_FALSE(are_of_same_kinds(facts_of(IntegerArgument{1}), {}));
}

}  // namespace
}  // namespace autopar::loop_ir
