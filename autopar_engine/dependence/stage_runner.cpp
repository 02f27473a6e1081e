#include "dependence/stage_runner.hpp"

#include <algorithm>
#include <array>

#include "base/checked_int.hpp"
#include "dependence/stages/banerjee.hpp"
#include "dependence/stages/greatest_common_divisor.hpp"
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
    Stage{PairTest::GreatestCommonDivisor, test_greatest_common_divisor},
    Stage{PairTest::Banerjee, test_banerjee},
};

struct EquationDecision {
  StageOutcome outcome = StageOutcome::PassedOn;
  PairTest decided_by = PairTest::None;
  std::optional<std::int64_t> distance;
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
      return {StageOutcome::Independent, stage.name, {}};
    }
    if (answer.outcome == StageOutcome::Dependent) {
      ++counter.dependent;
      return {StageOutcome::Dependent, stage.name, answer.distance};
    }
  }
  return {};
}

// The shared index that a strong single index equation is about.
std::optional<std::size_t> only_shared_index(const SubscriptEquation& equation,
                                             const IndexSpace& space) {
  for (std::size_t position = 0; position < equation.shared.size(); ++position) {
    if (equation.shared[position].source != 0 &&
        space.shared[position].direction != Direction::Equal) {
      return position;
    }
  }
  return std::nullopt;
}

// Equations and space as they are refined.
struct Problem {
  std::vector<SubscriptEquation> equations;
  IndexSpace space;
  std::vector<std::optional<std::int64_t>> distances;
};

// y = x + distance at that position: x alone is left. False on overflow, with nothing changed.
bool substitute(Problem& problem, std::size_t position, std::int64_t distance) {
  std::vector<SubscriptEquation> equations = problem.equations;
  for (SubscriptEquation& equation : equations) {
    const auto shift = checked_multiply(equation.shared[position].sink, distance);
    const auto constant = shift ? checked_subtract(equation.constant, *shift) : std::nullopt;
    if (!constant) {
      return false;
    }
    equation.constant = *constant;
  }
  problem.equations = std::move(equations);
  problem.space.shared[position].direction = Direction::Equal;
  problem.distances[position] = distance;
  return true;
}

// One pass over the equations. True when a distance was new.
bool decide_once(Problem& problem, TestCounters& counters, StageDecision& decision) {
  for (const SubscriptEquation& equation : problem.equations) {
    const EquationDecision found = decide_equation(equation, problem.space, counters);
    if (found.outcome == StageOutcome::Independent) {
      decision.answer = Answer::Independent;
      decision.decided_by = found.decided_by;
      return false;
    }
    const auto position =
        found.distance ? only_shared_index(equation, problem.space) : std::nullopt;
    if (position && substitute(problem, *position, *found.distance)) {
      return true;
    }
  }
  return false;
}

bool is_used(const Problem& problem, std::size_t position) {
  return std::ranges::any_of(problem.equations, [&](const SubscriptEquation& equation) {
    return equation.shared[position].source != 0 || equation.shared[position].sink != 0;
  });
}

std::optional<std::size_t> index_to_split(const Problem& problem) {
  for (std::size_t position = 0; position < problem.space.shared.size(); ++position) {
    if (problem.space.shared[position].direction == Direction::Any && is_used(problem, position)) {
      return position;
    }
  }
  return std::nullopt;
}

StageDecision decide(Problem problem, int splits_left, TestCounters& counters);

void split(const Problem& problem, std::size_t position, int splits_left, TestCounters& counters,
           StageDecision& decision) {
  for (const Direction direction : {Direction::Less, Direction::Equal, Direction::Greater}) {
    Problem part = problem;
    part.space.shared[position].direction = direction;
    const StageDecision answer = decide(std::move(part), splits_left - 1, counters);
    if (answer.answer != Answer::Independent) {
      return;
    }
    decision.decided_by = answer.decided_by;
  }
  decision.answer = Answer::Independent;
}

StageDecision decide(Problem problem, int splits_left, TestCounters& counters) {
  StageDecision decision;
  if (is_empty(problem.space)) {
    return {Answer::Independent, PairTest::ZeroIndex, {}};
  }
  while (decide_once(problem, counters, decision)) {
  }
  const auto position = index_to_split(problem);
  if (decision.answer == Answer::Unknown && position && splits_left > 0) {
    split(problem, *position, splits_left, counters, decision);
  }
  decision.distances = std::move(problem.distances);
  return decision;
}

}  // namespace

StageDecision run_stages(std::span<const SubscriptEquation> equations, const IndexSpace& space,
                         TestCounters& counters) {
  Problem problem{{equations.begin(), equations.end()}, space, {}};
  problem.distances.resize(space.shared.size());
  return decide(std::move(problem), kMaximumSplits, counters);
}

}  // namespace autopar::dependence
