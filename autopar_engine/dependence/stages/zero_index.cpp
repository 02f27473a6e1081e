#include "dependence/stages/zero_index.hpp"

namespace autopar::dependence {

StageAnswer test_zero_index(const SubscriptEquation& equation, const IndexSpace& space) {
  const auto terms = active_terms(equation, space);
  if (!terms || !terms->empty()) {
    return {};
  }
  return {equation.constant == 0 ? StageOutcome::Dependent : StageOutcome::Independent, {}};
}

}  // namespace autopar::dependence
