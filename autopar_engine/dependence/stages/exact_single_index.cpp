#include "dependence/stages/exact_single_index.hpp"

#include "dependence/stages/two_unknowns.hpp"

namespace autopar::dependence {

StageAnswer test_exact_single_index(const SubscriptEquation& equation, const IndexSpace& space) {
  const auto terms = active_terms(equation, space);
  if (!terms || terms->size() != 1 || !terms->front().is_shared || terms->front().source == 0 ||
      terms->front().sink == 0) {
    return {};
  }
  const ActiveTerm& term = terms->front();
  if (!term.index.has_known_step) {
    return {StageOutcome::PassedOn, {}};
  }
  const bool meets =
      has_solution({term.source, 0, term.index.last}, {-Wide{term.sink}, 0, term.index.last},
                   equation.constant, term.index.direction);
  return {meets ? StageOutcome::Dependent : StageOutcome::Independent, {}};
}

}  // namespace autopar::dependence
