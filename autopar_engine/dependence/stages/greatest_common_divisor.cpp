#include "dependence/stages/greatest_common_divisor.hpp"

#include <limits>
#include <numeric>

namespace autopar::dependence {
namespace {

constexpr std::int64_t kNoMagnitude = std::numeric_limits<std::int64_t>::min();

}  // namespace

StageAnswer test_greatest_common_divisor(const SubscriptEquation& equation,
                                         const IndexSpace& space) {
  const auto terms = active_terms(equation, space);
  if (!terms || terms->empty()) {
    return {};
  }
  std::int64_t divisor = 0;
  for (const ActiveTerm& term : *terms) {
    if (!term.index.has_known_step || term.source == kNoMagnitude || term.sink == kNoMagnitude) {
      return {StageOutcome::PassedOn, {}};
    }
    divisor = std::gcd(divisor, std::gcd(term.source, term.sink));
  }
  const bool divides = equation.constant % divisor == 0;
  return {divides ? StageOutcome::PassedOn : StageOutcome::Independent, {}};
}

}  // namespace autopar::dependence
