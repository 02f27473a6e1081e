#include "dependence/stages/strong_single_index.hpp"

#include "base/checked_int.hpp"

namespace autopar::dependence {
namespace {

bool contradicts(std::int64_t distance, Direction direction) {
  return (direction == Direction::Less && distance <= 0) ||
         (direction == Direction::Greater && distance >= 0);
}

StageAnswer test_unknown_step(std::int64_t constant, Direction direction) {
  const bool must_differ = direction != Direction::Any;
  return {constant == 0 && must_differ ? StageOutcome::Independent : StageOutcome::PassedOn, {}};
}

}  // namespace

StageAnswer test_strong_single_index(const SubscriptEquation& equation, const IndexSpace& space) {
  const auto terms = active_terms(equation, space);
  if (!terms || terms->size() != 1 || !terms->front().is_shared ||
      terms->front().source != terms->front().sink) {
    return {};
  }
  const ActiveTerm& term = terms->front();
  if (!term.index.has_known_step) {
    return test_unknown_step(equation.constant, term.index.direction);
  }
  const auto remainder = floor_mod(equation.constant, term.source);
  const auto distance = floor_div(equation.constant, term.source);
  const auto span = distance && *distance < 0 ? checked_negate(*distance) : distance;
  if (!remainder || !span) {
    return {StageOutcome::PassedOn, {}};
  }
  if (*remainder != 0 || contradicts(*distance, term.index.direction) ||
      (term.index.last && *span > *term.index.last)) {
    return {StageOutcome::Independent, {}};
  }
  return {StageOutcome::Dependent, distance};
}

}  // namespace autopar::dependence
