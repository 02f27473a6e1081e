#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "dependence/analysis.hpp"
#include "frontend/lower.hpp"
#include "tests/dependence/loop_summary.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::ArgumentFacts;
using loop_ir::ArrayArgument;
using loop_ir::IntegerArgument;
using loop_ir::LoopNest;

constexpr std::uintptr_t kFar = 1 << 20;

// A function's first nest, and the arguments of one call.
struct Call {
  LoopNest nest;
  ArgumentFacts facts;

  explicit Call(const std::string& source) {
    const auto tree = syntax::SyntaxTree::parse(source).value();
    nest = frontend::lower_loops(tree, {"call.py", {}, nullptr}).at(0);
  }

  Call& with(const std::string& name, loop_ir::LiveArgument argument) {
    for (const loop_ir::NameId name_id : nest.names.ids()) {
      if (nest.names[name_id].text == name) {
        facts.arguments[name_id] = std::move(argument);
        return *this;
      }
    }
    ADD_FAILURE() << name;
    return *this;
  }

  std::string verdicts() const {
    std::string text;
    const NestAnalysis analysis = analyze(nest, &facts);
    for (const LoopAnalysis& loop : analysis.loops) {
      text += (text.empty() ? "" : "; ") + summarize(loop);
      for (const Assumption& assumption : loop.assumptions) {
        const bool is_decided = loop.verdict.verdict != Verdict::Unknown;
        EXPECT_TRUE(!is_decided || evaluate(assumption, analysis.nest, facts) == true)
            << print_assumption(assumption, analysis.nest);
      }
    }
    expect_same_from_text(analysis);
    return text;
  }

  // The text's analysis and its guards may leave a loop to the analysis with facts, and never say
  // other than that.
  void expect_same_from_text(const NestAnalysis& with_facts) const {
    const std::vector<LoopVerdict> verdicts = verdicts_at_call(nest, analyze(nest), facts);
    ASSERT_EQ(verdicts.size(), with_facts.loops.size());
    for (std::size_t index = 0; index < verdicts.size(); ++index) {
      const LoopVerdict& expected = with_facts.loops[index].verdict;
      EXPECT_EQ(code_of(verdicts[index].verdict), code_of(expected.verdict)) << index;
      EXPECT_EQ(verdicts[index].explanation, expected.explanation) << index;
      EXPECT_EQ(code_of(verdicts[index].stage), code_of(expected.stage)) << index;
    }
  }
};

ArrayArgument array_at(std::uintptr_t address, std::vector<std::int64_t> extents) {
  ArrayArgument array;
  array.address = address;
  array.extents = std::move(extents);
  array.strides_bytes.resize(array.extents.size());
  std::int64_t stride = 8;
  for (std::size_t dimension = array.rank(); dimension-- > 0;) {
    array.strides_bytes[dimension] = stride;
    stride *= array.extents[dimension];
  }
  return array;
}

constexpr const char* kSaxpy = R"(def saxpy(a, x, y):
    for i in range(len(x)):
        y[i] = a * x[i] + y[i]
)";

TEST(AtTheCall, saxpy_on_arrays_that_lie_apart_is_parallel) {
  Call call(kSaxpy);
  call.with("x", array_at(kFar, {100})).with("y", array_at(2 * kFar, {100}));
  EXPECT_EQ(call.verdicts(), "DOALL at TYPES");
}

TEST(AtTheCall, saxpy_on_one_array_twice_is_parallel) {
  Call call(kSaxpy);
  call.with("x", array_at(kFar, {100})).with("y", array_at(kFar, {100}));
  EXPECT_EQ(call.verdicts(), "DOALL at TYPES");
}

TEST(AtTheCall, saxpy_on_overlapping_views_is_not_parallel) {
  Call call(kSaxpy);
  call.with("x", array_at(kFar, {100})).with("y", array_at(kFar + 8, {100}));
  EXPECT_EQ(call.verdicts(), "UNKNOWN until TYPES, R_ALIAS");
  Call other_way(kSaxpy);
  other_way.with("x", array_at(kFar + 8, {100})).with("y", array_at(kFar, {100}));
  EXPECT_EQ(other_way.verdicts(), "UNKNOWN until TYPES, R_ALIAS");
}

TEST(AtTheCall, a_written_view_whose_elements_share_memory_is_not_parallel) {
  ArrayArgument broadcast = array_at(2 * kFar, {100});
  broadcast.strides_bytes = {0};
  Call call(kSaxpy);
  call.with("x", array_at(kFar, {100})).with("y", broadcast);
  EXPECT_EQ(call.verdicts(), "UNKNOWN until TYPES, R_TYPE");
}

TEST(AtTheCall, an_argument_without_a_fact_proves_nothing) {
  Call call(kSaxpy);
  call.with("x", array_at(kFar, {100}));
  EXPECT_EQ(call.verdicts(), "UNKNOWN until TYPES, R_ALIAS");
}

constexpr const char* kGemm = R"(def gemm(A, B, C, n):
    for i in range(n):
        for j in range(n):
            for k in range(n):
                C[i, j] += A[i, k] * B[k, j]
)";

TEST(AtTheCall, gemm_is_parallel_in_rows_and_columns_and_reduces_in_between) {
  Call call(kGemm);
  call.with("A", array_at(kFar, {8, 8})).with("B", array_at(2 * kFar, {8, 8}));
  call.with("C", array_at(3 * kFar, {8, 8})).with("n", IntegerArgument{8});
  EXPECT_EQ(call.verdicts(), "DOALL_PRIV at TYPES; DOALL_PRIV at TYPES; REDUCE of floats at TYPES");
}

constexpr const char* kJacobi = R"(def jacobi(A, B, n, steps):
    for t in range(steps):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                B[i, j] = 0.2 * (A[i, j] + A[i, j - 1] + A[i, j + 1] + A[i - 1, j] + A[i + 1, j])
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                A[i, j] = 0.2 * (B[i, j] + B[i, j - 1] + B[i, j + 1] + B[i - 1, j] + B[i + 1, j])
)";

TEST(AtTheCall, jacobi_is_sequential_in_time_and_parallel_in_space) {
  Call call(kJacobi);
  call.with("A", array_at(kFar, {9, 9})).with("B", array_at(2 * kFar, {9, 9}));
  call.with("n", IntegerArgument{9}).with("steps", IntegerArgument{3});
  EXPECT_EQ(call.verdicts(),
            "SEQ at TYPES, R_FLOW; DOALL_PRIV at TYPES; DOALL at TYPES; DOALL_PRIV at TYPES; "
            "DOALL at TYPES");
}

constexpr const char* kShift = R"(def shift(a, m, n):
    for i in range(n):
        a[i + m] = a[i]
)";

TEST(AtTheCall, a_shift_beyond_the_end_is_parallel_and_a_short_one_is_not) {
  Call far(kShift);
  far.with("a", array_at(kFar, {100})).with("m", IntegerArgument{50});
  EXPECT_EQ(far.with("n", IntegerArgument{50}).verdicts(), "DOALL at TYPES");
  Call near(kShift);
  near.with("a", array_at(kFar, {100})).with("m", IntegerArgument{49});
  EXPECT_EQ(near.with("n", IntegerArgument{50}).verdicts(), "DOACROSS(49) at TYPES, R_FLOW");
}

TEST(AtTheCall, a_negative_shift_wraps_and_is_seen_to) {
  Call wrapping(kShift);
  wrapping.with("a", array_at(kFar, {50})).with("m", IntegerArgument{-1});
  EXPECT_NE(wrapping.with("n", IntegerArgument{50}).verdicts().substr(0, 5), "DOALL");
  Call apart(kShift);
  apart.with("a", array_at(kFar, {100})).with("m", IntegerArgument{-50});
  EXPECT_EQ(apart.with("n", IntegerArgument{50}).verdicts(), "DOALL at TYPES");
}

TEST(AtTheCall, an_induction_counts_as_a_reduction_until_code_can_substitute_it) {
  Call call(R"(def spread(a, n):
    k = 0
    for i in range(n):
        a[k] = 1.0
        k += 2
)");
  call.with("a", array_at(kFar, {100})).with("n", IntegerArgument{50});
  call.with("k", IntegerArgument{0});
  EXPECT_EQ(call.verdicts().substr(0, 6), "REDUCE");
}

TEST(AtTheCall, a_last_value_that_data_decides_keeps_the_loop_in_order) {
  Call call(R"(def last(a, n):
    for i in range(n):
        if a[i] > 0.0:
            found = a[i]
    return found
)");
  call.with("a", array_at(kFar, {50})).with("n", IntegerArgument{50});
  EXPECT_EQ(call.verdicts(), "UNKNOWN until CONTENT, R_SCALAR");
}

TEST(AtTheCall, a_distance_near_the_end_of_64_bits_is_seen) {
  constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();
  Call call(kShift);
  call.with("a", array_at(kFar, {100})).with("m", IntegerArgument{kHuge - 1});
  const std::string verdicts = call.with("n", IntegerArgument{kHuge}).verdicts();
  EXPECT_NE(verdicts.substr(0, 5), "DOALL") << verdicts;
}

constexpr const char* kBlocks = R"(def fill(a, m, n):
    for i in range(n):
        a[2 * i + m:2 * i + m + 2] = i
)";

TEST(AtTheCall, blocks_that_begin_at_or_behind_the_first_cell_are_parallel) {
  Call call(kBlocks);
  call.with("a", array_at(kFar, {20})).with("m", IntegerArgument{3}).with("n", IntegerArgument{8});
  EXPECT_EQ(call.verdicts(), "DOALL at TYPES");
}

TEST(AtTheCall, blocks_of_which_some_count_from_the_end_are_not_parallel) {
  Call call(kBlocks);
  call.with("a", array_at(kFar, {4})).with("m", IntegerArgument{-4}).with("n", IntegerArgument{4});
  EXPECT_NE(call.verdicts().substr(0, 5), "DOALL");
}

constexpr const char* kSameSlice = R"(def fill(a, n):
    for i in range(n):
        a[5:9] = i
)";

TEST(AtTheCall, a_slice_behind_the_extent_holds_no_cell) {
  Call call(kSameSlice);
  call.with("a", array_at(kFar, {5})).with("n", IntegerArgument{3});
  EXPECT_EQ(call.verdicts(), "DOALL at TYPES");
}

TEST(AtTheCall, a_slice_that_the_extent_cuts_still_holds_its_first_cell) {
  Call call(kSameSlice);
  call.with("a", array_at(kFar, {6})).with("n", IntegerArgument{3});
  EXPECT_EQ(call.verdicts(), "SEQ at TYPES, R_OUTPUT");
}

TEST(AtTheCall, halves_of_rows_are_apart_where_the_bounds_show_it) {
  Call call(R"(def copy(a, m, n):
    for i in range(1, n):
        a[i, :m] = a[i - 1, m:]
)");
  call.with("a", array_at(kFar, {6, 8})).with("n", IntegerArgument{6});
  EXPECT_EQ(call.with("m", IntegerArgument{4}).verdicts(), "DOALL at TYPES");
  EXPECT_EQ(call.with("m", IntegerArgument{-2}).verdicts(), "DOALL at TYPES");
}

TEST(BeforeTheCall, blocks_ask_that_their_first_bound_is_not_negative) {
  Call call(std::string("import numpy as np\na = np.zeros(40)\n") + R"(def fill(m, n):
    for i in range(n):
        a[2 * i + m:2 * i + m + 2] = i
)");
  const NestAnalysis analysis = analyze(call.nest);
  EXPECT_EQ(analysis.loops.front().verdict_if_guarded, Verdict::Doall);
  EXPECT_THAT(analysis.loops.front().verdict.guards, testing::ElementsAre("0 <= m"));
}

TEST(AccessAssumptions, bound_every_index_by_forms_over_the_arguments) {
  Call call(kShift);
  std::vector<std::string> guards;
  for (const Assumption& assumption : access_assumptions(call.nest).assumptions) {
    guards.push_back(print_assumption(assumption, call.nest));
  }
  EXPECT_THAT(guards, testing::UnorderedElementsAre("type(n) is int", "type(m) is int",
                                                    "type(a) is numpy.ndarray and a.ndim == 1",
                                                    "n <= len(a)", "0 <= m and n + m <= len(a)"));
}

}  // namespace
}  // namespace autopar::dependence
