#include "dependence/stages/restricted_double_index.hpp"

#include "dependence/stages/two_unknowns.hpp"

namespace autopar::dependence {
namespace {

bool is_one_unknown(const ActiveTerm& term) { return term.source == 0 || term.sink == 0; }

}  // namespace

StageAnswer test_restricted_double_index(const SubscriptEquation& equation,
                                         const IndexSpace& space) {
  const auto terms = active_terms(equation, space);
  if (!terms || terms->size() != 2 || !is_one_unknown(terms->front()) ||
      !is_one_unknown(terms->back())) {
    return {};
  }
  if (!terms->front().index.has_known_step || !terms->back().index.has_known_step) {
    return {StageOutcome::PassedOn, {}};
  }
  const bool meets = has_solution(only_unknown(terms->front()), only_unknown(terms->back()),
                                  equation.constant, Direction::Any);
  return {meets ? StageOutcome::Dependent : StageOutcome::Independent, {}};
}

}  // namespace autopar::dependence
