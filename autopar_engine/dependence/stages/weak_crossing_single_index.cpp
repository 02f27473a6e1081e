#include "dependence/stages/weak_crossing_single_index.hpp"

#include "base/checked_int.hpp"

namespace autopar::dependence {
namespace {

bool is_crossing(const ActiveTerm& term) {
  const auto opposite = checked_negate(term.sink);
  return term.is_shared && term.source != 0 && opposite && *opposite == term.source;
}

}  // namespace

StageAnswer test_weak_crossing_single_index(const SubscriptEquation& equation,
                                            const IndexSpace& space) {
  const auto terms = active_terms(equation, space);
  if (!terms || terms->size() != 1 || !is_crossing(terms->front())) {
    return {};
  }
  const ActiveTerm& term = terms->front();
  const auto remainder = floor_mod(equation.constant, term.sink);
  const auto sum = floor_div(equation.constant, term.sink);
  const auto twice = term.index.last ? checked_multiply(*term.index.last, 2) : std::nullopt;
  if (!term.index.has_known_step || !remainder || !sum || (term.index.last && !twice)) {
    return {StageOutcome::PassedOn, {}};
  }
  const std::int64_t margin = term.index.direction == Direction::Any ? 0 : 1;
  const bool is_outside = *sum < margin || (twice && *sum > *twice - margin);
  return {*remainder != 0 || is_outside ? StageOutcome::Independent : StageOutcome::Dependent, {}};
}

}  // namespace autopar::dependence
