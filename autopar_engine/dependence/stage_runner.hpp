#pragma once

#include <optional>
#include <span>
#include <vector>

#include "dependence/counters.hpp"
#include "dependence/stages/subscript_equation.hpp"

namespace autopar::dependence {

// Independent or Unknown; a solution is found by the exact test. distances: y - x per shared index,
// where some equation fixes it.
struct StageDecision {
  Answer answer = Answer::Unknown;
  PairTest decided_by = PairTest::None;
  std::vector<std::optional<std::int64_t>> distances;
};

// Runs the tests of stages/ over all equations, cheapest first, until one of them proves that the
// equations have no common solution in the space; what one equation fixes is put into the others
// (stages/delta.hpp). If no test decides, an index with direction Any is split into Less, Equal and
// Greater, and all three have to be independent. Errs on the side of Unknown. Exponential in the
// number of Any indices, which is cut off at kMaximumSplits.
inline constexpr int kMaximumSplits = 4;
[[nodiscard]] StageDecision run_stages(std::span<const SubscriptEquation> equations,
                                       const IndexSpace& space, TestCounters& counters);

}  // namespace autopar::dependence
