#include <gtest/gtest.h>

#include <algorithm>

#include "dependence/analysis.hpp"
#include "tests/dependence/golden_nests.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::LoopId;
using loop_ir::LoopNest;

bool are_equal(const TestCounters& left, const TestCounters& right) {
  return std::ranges::all_of(all_of<PairTest>(), [&](PairTest test) {
    return left[test].applied == right[test].applied &&
           left[test].independent == right[test].independent &&
           left[test].dependent == right[test].dependent &&
           left[test].gave_up == right[test].gave_up &&
           left.pairs(test).independent == right.pairs(test).independent &&
           left.pairs(test).dependent == right.pairs(test).dependent &&
           left.pairs(test).unknown == right.pairs(test).unknown;
  });
}

void expect_same_rows(const std::vector<ScalarFlow>& with, const std::vector<ScalarFlow>& without) {
  ASSERT_EQ(with.size(), without.size());
  for (std::size_t position = 0; position < with.size(); ++position) {
    EXPECT_EQ(with[position].text, without[position].text);
    EXPECT_EQ(with[position].flow, without[position].flow);
    EXPECT_EQ(with[position].op, without[position].op);
    EXPECT_EQ(with[position].is_float, without[position].is_float);
    EXPECT_EQ(with[position].step, without[position].step);
  }
}

void expect_same_decision(const LoopAnalysis& with, const LoopAnalysis& without) {
  EXPECT_EQ(with.verdict.verdict, without.verdict.verdict);
  EXPECT_EQ(with.verdict.stage, without.verdict.stage);
  EXPECT_EQ(with.verdict.stage_needed, without.verdict.stage_needed);
  EXPECT_EQ(with.verdict.reasons, without.verdict.reasons);
  EXPECT_EQ(with.verdict.guards, without.verdict.guards);
  EXPECT_EQ(with.verdict_if_guarded, without.verdict_if_guarded);
  EXPECT_EQ(with.distance_iterations, without.distance_iterations);
  EXPECT_EQ(with.is_float_reduction, without.is_float_reduction);
  EXPECT_EQ(with.effect, without.effect);
  EXPECT_EQ(with.sole_reason, without.sole_reason);
  EXPECT_EQ(with.dependences.size(), without.dependences.size());
  EXPECT_EQ(with.pair_rows, without.pair_rows);
  EXPECT_TRUE(are_equal(with.counters, without.counters));
  expect_same_rows(with.scalars, without.scalars);
}

TEST(Words, decide_nothing) {
  std::size_t counterexamples = 0;
  std::size_t transformations = 0;
  for (const LoopNest& nest : golden_nests()) {
    const NestAnalysis with = analyze(nest);
    const NestAnalysis without = analyze(nest, nullptr, EffectTable::standard(), Words::LeftOut);
    for (const LoopId loop_id : nest.loops.ids()) {
      SCOPED_TRACE(nest.source_name);
      expect_same_decision(with.of(loop_id), without.of(loop_id));
      counterexamples += with.of(loop_id).verdict.counterexample ? 1 : 0;
      transformations += with.of(loop_id).verdict.transformations.size();
      EXPECT_FALSE(without.of(loop_id).verdict.counterexample);
      EXPECT_TRUE(without.of(loop_id).verdict.transformations.empty());
    }
  }
  EXPECT_GT(counterexamples, 100U);
  EXPECT_GT(transformations, 100U);
}

}  // namespace
}  // namespace autopar::dependence
