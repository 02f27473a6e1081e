#include "runtime/index_inspector.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <iostream>
#include <limits>
#include <random>
#include <set>

#include "dependence/analysis.hpp"
#include "dependence/index_content.hpp"
#include "frontend/lower.hpp"
#include "tests/dependence/random_seed.hpp"

namespace autopar::runtime {
namespace {

using loop_ir::ArrayArgument;
using loop_ir::DataType;
using loop_ir::IntegerContent;
using loop_ir::IntegerRange;

template <class Element>
ArrayArgument view_of(const std::vector<Element>& values, DataType data_type) {
  ArrayArgument array;
  array.data_type = data_type;
  array.extents = {static_cast<std::int64_t>(values.size())};
  array.strides_bytes = {static_cast<std::int64_t>(sizeof(Element))};
  array.address = std::bit_cast<std::uintptr_t>(values.data());
  return array;
}

std::optional<IntegerContent> inspect(const std::vector<std::int64_t>& values) {
  return inspect_indices(view_of(values, DataType::Int64));
}

TEST(IndexInspector, tells_repetitions_order_and_range) {
  EXPECT_EQ(inspect({4, 0, 2}), (IntegerContent{{0, 4}, true, false}));
  EXPECT_EQ(inspect({0, 2, 2, 9}), (IntegerContent{{0, 9}, false, true}));
  EXPECT_EQ(inspect({-3, -1, 70}), (IntegerContent{{-3, 70}, true, true}));
  EXPECT_EQ(inspect({1000, 5, 1000}), (IntegerContent{{5, 1000}, false, false}));
  EXPECT_EQ(inspect({-1, 5, -1}), (IntegerContent{{-1, 5}, false, false}));
}

TEST(IndexInspector, finds_an_empty_array_in_order_and_without_repetition) {
  EXPECT_EQ(inspect({}), (IntegerContent{{}, true, true}));
}

TEST(IndexInspector, reads_views_by_their_strides) {
  const std::vector<std::int64_t> values{1, 9, 2, 9, 3, 9};
  ArrayArgument array = view_of(values, DataType::Int64);
  array.extents = {3};
  array.strides_bytes = {16};
  EXPECT_EQ(inspect_indices(array), (IntegerContent{{1, 3}, true, true}));
  array.address = std::bit_cast<std::uintptr_t>(&values[4]);
  array.strides_bytes = {-16};
  EXPECT_EQ(inspect_indices(array), (IntegerContent{{1, 3}, true, false}));
  array.strides_bytes = {0};
  EXPECT_EQ(inspect_indices(array), (IntegerContent{{3, 3}, false, true}));
}

TEST(IndexInspector, looks_at_some_positions_only) {
  const std::vector<std::int64_t> values{7, 7, 4, 1, 9, 9};
  const ArrayArgument array = view_of(values, DataType::Int64);
  EXPECT_EQ(inspect_indices(array, {1, 4}),
            (IntegerContent{{1, 9}, true, false, IntegerRange{1, 4}}));
  EXPECT_EQ(inspect_indices(array, {2, 5}),
            (IntegerContent{{1, 9}, false, false, IntegerRange{2, 5}}));
  ArrayArgument backward = array;
  backward.address = std::bit_cast<std::uintptr_t>(&values[5]);
  backward.strides_bytes = {-8};
  EXPECT_EQ(inspect_indices(backward, {2, 3}),
            (IntegerContent{{1, 4}, true, true, IntegerRange{2, 3}}));
}

TEST(IndexInspector, reads_every_integer_type_and_no_other) {
  const auto of_type = []<class Element>(Element lowest, DataType data_type) {
    return inspect_indices(view_of(std::vector{lowest, static_cast<Element>(7)}, data_type));
  };
  EXPECT_EQ(of_type(std::int8_t{-128}, DataType::Int8)->range, (IntegerRange{-128, 7}));
  EXPECT_EQ(of_type(std::int16_t{-300}, DataType::Int16)->range, (IntegerRange{-300, 7}));
  EXPECT_EQ(of_type(std::int32_t{-70000}, DataType::Int32)->range, (IntegerRange{-70000, 7}));
  EXPECT_EQ(of_type(std::uint8_t{255}, DataType::Uint8)->range, (IntegerRange{7, 255}));
  EXPECT_EQ(of_type(std::uint16_t{65535}, DataType::Uint16)->range, (IntegerRange{7, 65535}));
  EXPECT_EQ(of_type(std::uint32_t{4294967295}, DataType::Uint32)->range,
            (IntegerRange{7, 4294967295}));
  EXPECT_EQ(of_type(std::uint64_t{8}, DataType::Uint64)->range, (IntegerRange{7, 8}));
  EXPECT_EQ(of_type(std::numeric_limits<std::uint64_t>::max(), DataType::Uint64), std::nullopt);
  EXPECT_EQ(of_type(1.0, DataType::Float64), std::nullopt);
  EXPECT_EQ(of_type(std::uint8_t{0}, DataType::Bool), std::nullopt);
}

TEST(IndexInspector, looks_at_one_dimension_only) {
  const std::vector<std::int64_t> values{1, 2};
  ArrayArgument array = view_of(values, DataType::Int64);
  array.extents = {1, 2};
  array.strides_bytes = {16, 8};
  EXPECT_EQ(inspect_indices(array), std::nullopt);
}

TEST(IndexInspector, agrees_with_a_set_on_random_arrays) {
  std::cout << "AUTOPAR_TEST_SEED=" << dependence::random_seed() << '\n';
  std::mt19937_64 random(dependence::random_seed());
  for (int round = 0; round < 5'000; ++round) {
    std::vector<std::int64_t> values(random() % 8);
    for (std::int64_t& value : values) {
      value = static_cast<std::int64_t>(random() % 100) - 10;
    }
    const std::set<std::int64_t> distinct(values.begin(), values.end());
    const auto content = inspect(values);
    ASSERT_TRUE(content);
    EXPECT_EQ(content->is_injective, distinct.size() == values.size());
    EXPECT_EQ(content->is_non_decreasing, std::ranges::is_sorted(values));
    if (!values.empty()) {
      EXPECT_EQ(content->range, (IntegerRange{*distinct.begin(), *distinct.rbegin()}));
    }
  }
}

// `a[p[i + offset] + shift] = ...` over [0, trips), at a call.
struct Scatter {
  std::vector<std::int64_t> p;
  std::int64_t offset = 0;
  std::int64_t shift = 0;
  std::int64_t trips = 0;
  std::int64_t extent = 0;

  [[nodiscard]] std::string source() const {
    return fmt::format(
        "def scatter(a, p):\n    for i in range({}):\n        a[p[i + {}] + {}] = i\n", trips,
        offset, shift);
  }

  // Whether CPython would store to one cell twice; also where an index is out of range.
  [[nodiscard]] bool meets_or_raises() const {
    std::set<std::int64_t> cells;
    for (std::int64_t i = 0; i < trips; ++i) {
      const auto position = i + offset;
      if (position >= std::ssize(p)) {
        return true;
      }
      const std::int64_t index = p[static_cast<std::size_t>(position)] + shift;
      const std::int64_t cell = index < 0 ? index + extent : index;
      if (!cells.insert(cell).second) {
        return true;
      }
    }
    return false;
  }
};

Verdict verdict_at_call(const Scatter& scatter, bool shares_memory) {
  const auto tree = syntax::SyntaxTree::parse(scatter.source()).value();
  const loop_ir::LoopNest nest = frontend::lower_loops(tree, {"scatter.py", {}, nullptr}).at(0);
  std::vector<std::int64_t> a(static_cast<std::size_t>(scatter.extent));
  loop_ir::ArgumentFacts facts;
  for (const loop_ir::NameId name_id : nest.names.ids()) {
    if (nest.names[name_id].text == "p") {
      facts.arguments[name_id] = view_of(scatter.p, DataType::Int64);
      facts.contents[name_id] = *inspect(scatter.p);
    } else if (nest.names[name_id].text == "a") {
      facts.arguments[name_id] = view_of(shares_memory ? scatter.p : a, DataType::Int64);
    }
  }
  return dependence::analyze(nest, &facts).loops.front().verdict.verdict;
}

TEST(IndexContent, calls_a_scatter_parallel_only_where_no_cell_comes_twice) {
  std::cout << "AUTOPAR_TEST_SEED=" << dependence::random_seed() << '\n';
  std::mt19937_64 random(dependence::random_seed());
  int parallel = 0;
  for (int round = 0; round < 3'000; ++round) {
    Scatter scatter;
    scatter.p.resize(2 + random() % 5);
    for (std::int64_t& value : scatter.p) {
      value = static_cast<std::int64_t>(random() % 9) - 1;
    }
    scatter.offset = static_cast<std::int64_t>(random() % 3);
    scatter.shift = static_cast<std::int64_t>(random() % 3);
    scatter.trips = 2 + static_cast<std::int64_t>(random() % 5);
    scatter.extent = 12;
    const Verdict verdict = verdict_at_call(scatter, false);
    if (is_parallel(verdict)) {
      ++parallel;
      EXPECT_FALSE(scatter.meets_or_raises())
          << scatter.source() << testing::PrintToString(scatter.p);
    }
    EXPECT_EQ(verdict_at_call(scatter, true), Verdict::Unknown) << scatter.source();
  }
  EXPECT_GT(parallel, 100);
}

TEST(ContentDemand, asks_for_what_the_loop_reads_and_for_values_that_stay_in_their_type) {
  using dependence::ContentDemand;
  const ContentDemand demand{loop_ir::NameId(0), {2, 5}, {1, 126}};
  const auto is_met = [&](IntegerRange range, bool is_injective,
                          std::optional<IntegerRange> positions) {
    return demand.is_met_by({range, is_injective, false, positions});
  };
  EXPECT_TRUE(is_met({1, 126}, true, std::nullopt));
  EXPECT_TRUE(is_met({1, 126}, true, IntegerRange{2, 5}));
  EXPECT_TRUE(is_met({1, 126}, true, IntegerRange{0, 9}));
  EXPECT_FALSE(is_met({1, 126}, true, IntegerRange{3, 5}));
  EXPECT_FALSE(is_met({1, 126}, true, IntegerRange{2, 4}));
  EXPECT_FALSE(is_met({0, 126}, true, std::nullopt));
  EXPECT_FALSE(is_met({1, 127}, true, std::nullopt));
  EXPECT_FALSE(is_met({1, 126}, false, std::nullopt));
}

TEST(ContentDemand, keeps_sums_within_the_type_of_the_index_array) {
  const Scatter scatter{.p = {}, .shift = 3, .trips = 4, .extent = 12};
  const auto tree = syntax::SyntaxTree::parse(scatter.source()).value();
  const loop_ir::LoopNest nest = frontend::lower_loops(tree, {"scatter.py", {}, nullptr}).at(0);
  const std::vector<std::int8_t> p(9);
  const std::vector<std::int64_t> a(12);
  loop_ir::ArgumentFacts facts;
  for (const loop_ir::NameId name_id : nest.names.ids()) {
    if (nest.names[name_id].text == "p") {
      facts.arguments[name_id] = view_of(p, DataType::Int8);
    } else if (nest.names[name_id].text == "a") {
      facts.arguments[name_id] = view_of(a, DataType::Int64);
    }
  }
  const auto demands = dependence::demands_of_stores(nest, facts);
  ASSERT_EQ(demands.size(), 1U);
  EXPECT_EQ(demands.front().positions, (IntegerRange{0, 3}));
  EXPECT_EQ(demands.front().values, (IntegerRange{-3, 124}));
}

}  // namespace
}  // namespace autopar::runtime
