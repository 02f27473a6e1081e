#include "dependence/stage_runner.hpp"

#include <algorithm>
#include <array>

#include "dependence/stages/banerjee.hpp"
#include "dependence/stages/delta.hpp"
#include "dependence/stages/exact_single_index.hpp"
#include "dependence/stages/greatest_common_divisor.hpp"
#include "dependence/stages/restricted_double_index.hpp"
#include "dependence/stages/strong_single_index.hpp"
#include "dependence/stages/weak_crossing_single_index.hpp"
#include "dependence/stages/weak_zero_single_index.hpp"
#include "dependence/stages/zero_index.hpp"

namespace autopar::dependence {
namespace {

struct Stage {
  PairTest name;
  StageAnswer (*test)(const SubscriptEquation&, const IndexSpace&);
};

// In this order; exact tests end the row of an equation.
constexpr std::array kStages{
    Stage{PairTest::ZeroIndex, test_zero_index},
    Stage{PairTest::StrongSingleIndex, test_strong_single_index},
    Stage{PairTest::WeakZeroSingleIndex, test_weak_zero_single_index},
    Stage{PairTest::WeakCrossingSingleIndex, test_weak_crossing_single_index},
    Stage{PairTest::ExactSingleIndex, test_exact_single_index},
    Stage{PairTest::RestrictedDoubleIndex, test_restricted_double_index},
    Stage{PairTest::GreatestCommonDivisor, test_greatest_common_divisor},
    Stage{PairTest::Banerjee, test_banerjee},
};

struct EquationDecision {
  StageOutcome outcome = StageOutcome::PassedOn;
  PairTest decided_by = PairTest::None;
};

EquationDecision decide_equation(const SubscriptEquation& equation, const IndexSpace& space,
                                 TestCounters& counters) {
  for (const Stage& stage : kStages) {
    const StageAnswer answer = stage.test(equation, space);
    if (answer.outcome == StageOutcome::NotApplicable) {
      continue;
    }
    TestCounter& counter = counters[stage.name];
    ++counter.applied;
    if (answer.outcome == StageOutcome::Independent) {
      ++counter.independent;
      return {StageOutcome::Independent, stage.name};
    }
    if (answer.outcome == StageOutcome::Dependent) {
      ++counter.dependent;
      return {StageOutcome::Dependent, stage.name};
    }
  }
  return {};
}

// False where a test proved independence.
bool pass_all(const CoupledSystem& system, TestCounters& counters, StageDecision& decision) {
  for (const SubscriptEquation& equation : system.equations) {
    const EquationDecision found = decide_equation(equation, system.space, counters);
    if (found.outcome == StageOutcome::Independent) {
      decision.answer = Answer::Independent;
      decision.decided_by = found.decided_by;
      return false;
    }
  }
  return true;
}

// True where the equations have lost an unknown.
bool reduce(CoupledSystem& system, TestCounters& counters, StageDecision& decision) {
  TestCounter& counter = counters[PairTest::Delta];
  ++counter.applied;
  const DeltaOutcome outcome = propagate_constraints(system);
  if (outcome == DeltaOutcome::Independent) {
    ++counter.independent;
    decision.answer = Answer::Independent;
    decision.decided_by = PairTest::Delta;
  }
  return outcome == DeltaOutcome::Reduced;
}

bool is_used(const CoupledSystem& system, std::size_t position) {
  return std::ranges::any_of(system.equations, [&](const SubscriptEquation& equation) {
    return equation.shared[position].source != 0 || equation.shared[position].sink != 0;
  });
}

std::optional<std::size_t> index_to_split(const CoupledSystem& system) {
  for (std::size_t position = 0; position < system.space.shared.size(); ++position) {
    if (system.space.shared[position].direction == Direction::Any && is_used(system, position)) {
      return position;
    }
  }
  return std::nullopt;
}

StageDecision decide(CoupledSystem system, int splits_left, TestCounters& counters);

void split(const CoupledSystem& system, std::size_t position, int splits_left,
           TestCounters& counters, StageDecision& decision) {
  for (const Direction direction : {Direction::Less, Direction::Equal, Direction::Greater}) {
    CoupledSystem part = system;
    part.space.shared[position].direction = direction;
    const StageDecision answer = decide(std::move(part), splits_left - 1, counters);
    if (answer.answer != Answer::Independent) {
      return;
    }
    decision.decided_by = answer.decided_by;
  }
  decision.answer = Answer::Independent;
}

StageDecision decide(CoupledSystem system, int splits_left, TestCounters& counters) {
  StageDecision decision;
  if (is_empty(system.space)) {
    return {Answer::Independent, PairTest::ZeroIndex, {}};
  }
  while (pass_all(system, counters, decision) && reduce(system, counters, decision)) {
  }
  const auto position = index_to_split(system);
  if (decision.answer == Answer::Unknown && position && splits_left > 0) {
    split(system, *position, splits_left, counters, decision);
  }
  decision.distances = std::move(system.distances);
  return decision;
}

}  // namespace

StageDecision run_stages(std::span<const SubscriptEquation> equations, const IndexSpace& space,
                         TestCounters& counters) {
  CoupledSystem system{{equations.begin(), equations.end()}, space, {}};
  system.distances.resize(space.shared.size());
  return decide(std::move(system), kMaximumSplits, counters);
}

}  // namespace autopar::dependence
