#include "dependence/stages/weak_zero_single_index.hpp"

#include "base/checked_int.hpp"

namespace autopar::dependence {
namespace {

// The lowest value that the unknown can take when the other instance's iteration has to exist, and
// how far below last it has to stay.
struct Margins {
  std::int64_t lower = 0;
  std::int64_t upper = 0;
};

Margins margins_of(const ActiveTerm& term) {
  const bool is_source = term.sink == 0;
  if (!term.is_shared || term.index.direction == Direction::Any) {
    return {};
  }
  const bool comes_first = (term.index.direction == Direction::Less) == is_source;
  return comes_first ? Margins{0, 1} : Margins{1, 0};
}

}  // namespace

StageAnswer test_weak_zero_single_index(const SubscriptEquation& equation,
                                        const IndexSpace& space) {
  const auto terms = active_terms(equation, space);
  if (!terms || terms->size() != 1 || (terms->front().source != 0 && terms->front().sink != 0)) {
    return {};
  }
  const ActiveTerm& term = terms->front();
  const auto coefficient = term.sink == 0 ? checked_negate(term.source) : std::optional(term.sink);
  if (!term.index.has_known_step || !coefficient) {
    return {StageOutcome::PassedOn, {}};
  }
  const auto remainder = floor_mod(equation.constant, *coefficient);
  const auto value = floor_div(equation.constant, *coefficient);
  if (!remainder || !value) {
    return {StageOutcome::PassedOn, {}};
  }
  const Margins margins = margins_of(term);
  const bool is_outside =
      *value < margins.lower || (term.index.last && *value > *term.index.last - margins.upper);
  return {*remainder != 0 || is_outside ? StageOutcome::Independent : StageOutcome::Dependent, {}};
}

}  // namespace autopar::dependence
