#include "dependence/pair_attempt.hpp"

#include <algorithm>
#include <utility>

#include "base/checked_int.hpp"

namespace autopar::dependence {
namespace {

using polyhedra::Emptiness;
using polyhedra::PointAnswer;

bool counts(const AttemptDimension& dimension, Trust trust) {
  switch (trust) {
    case Trust::Nothing:
      return !dimension.conditions.rows_apart_if;
    case Trust::Assumptions:
      return dimension.conditions.no_wrap_if.has_value();
    case Trust::EqualSubscripts:
      break;
  }
  return true;
}

// Every way in which the dimensions that count may wrap, the equal subscripts first.
class WrapCombinations {
 public:
  WrapCombinations(const std::vector<AttemptDimension>& dimensions, Trust trust)
      : dimensions_(dimensions), current_(dimensions.size(), Wrap::None) {
    for (std::size_t position = 0; position < dimensions.size(); ++position) {
      if (trust == Trust::Nothing && counts(dimensions[position], trust) &&
          dimensions[position].conditions.may_wrap()) {
        wrapping_.push_back(position);
      }
    }
  }

  [[nodiscard]] const std::vector<Wrap>& current() const { return current_; }
  [[nodiscard]] bool are_too_many() const { return wrapping_.size() > Attempt::kMaximumWraps; }

  // False after the last.
  bool advance() {
    return std::ranges::any_of(wrapping_, [&](std::size_t position) {
      current_[position] = next(current_[position], dimensions_[position].conditions);
      return current_[position] != Wrap::None;
    });
  }

 private:
  static Wrap next(Wrap wrap, const DimensionConditions& conditions) {
    if (wrap == Wrap::None && conditions.source_may_wrap) {
      return Wrap::Source;
    }
    return wrap != Wrap::Sink && conditions.sink_may_wrap ? Wrap::Sink : Wrap::None;
  }

  const std::vector<AttemptDimension>& dimensions_;
  std::vector<Wrap> current_;
  std::vector<std::size_t> wrapping_;
};

std::vector<DistanceInterval> intervals_of(const IndexSpace& space,
                                           const std::vector<std::optional<std::int64_t>>& fixed) {
  std::vector<DistanceInterval> intervals;
  for (std::size_t position = 0; position < space.shared.size(); ++position) {
    const SharedIndex& index = space.shared[position];
    const auto distance = position < fixed.size() ? fixed[position] : std::nullopt;
    if (index.direction == Direction::Equal) {
      intervals.push_back({0, 0});
    } else if (distance) {
      intervals.push_back({distance, distance});
    } else if (index.direction == Direction::Less) {
      intervals.push_back({1, index.last});
    } else {
      const auto lower = index.last ? checked_negate(*index.last) : std::nullopt;
      intervals.push_back({lower, index.last});
    }
  }
  return intervals;
}

void add_hull(std::vector<DistanceInterval>& hull, const std::vector<DistanceInterval>& other) {
  for (std::size_t position = 0; position < hull.size(); ++position) {
    auto& [lower, upper] = hull[position];
    const DistanceInterval& added = other[position];
    lower = lower && added.lower ? std::optional(std::min(*lower, *added.lower)) : std::nullopt;
    upper = upper && added.upper ? std::optional(std::max(*upper, *added.upper)) : std::nullopt;
  }
}

void count(const PointAnswer& answer, TestCounter& counter) {
  ++counter.applied;
  switch (answer.emptiness) {
    case Emptiness::Empty:
      ++counter.independent;
      break;
    case Emptiness::HasPoint:
      ++counter.dependent;
      break;
    case Emptiness::OutOfBudget:
    case Emptiness::Overflow:
      ++counter.gave_up;
      break;
  }
}

}  // namespace

Attempt::Attempt(const Context& context, const Pairing& pairing, SymbolUse use, BaseType type)
    : context_(context), pairing_(pairing), use_(use) {
  space_ = make_space(context, pairing, use, evidence_);
  for (DimensionEquation& equation : make_equations(context, pairing, use)) {
    AttemptDimension dimension;
    dimension.conditions = dimension_conditions(context, pairing, equation.dimension, type, use);
    if (use == SymbolUse::Values && dimension.conditions.may_wrap()) {
      dimension.extent = extent_at_call(context, pairing.source.base_id, equation.dimension);
    }
    if (dimension.extent) {
      evidence_.add(Assumption(*dimension.extent));
    }
    evidence_.add(equation.evidence);
    evidence_.add(dimension.conditions.evidence);
    dimension.equation = std::move(equation);
    dimensions_.push_back(std::move(dimension));
  }
}

bool Attempt::may_wrap() const {
  return std::ranges::any_of(dimensions_,
                             [](const auto& dimension) { return dimension.conditions.may_wrap(); });
}

AttemptDecision Attempt::decide(Trust trust) {
  AttemptDecision decision;
  WrapCombinations combinations(dimensions_, trust);
  decision.wraps = combinations.current();
  if (combinations.are_too_many()) {
    return decision;
  }
  do {
    if (!add_case(combinations.current(), trust, decision)) {
      return decision;
    }
  } while (combinations.advance());
  decision.answer = Answer::Independent;
  return decision;
}

bool Attempt::add_case(const std::vector<Wrap>& wraps, Trust trust, AttemptDecision& decision) {
  StageDecision cheap = run_cheap(wraps, trust, context_.counters);
  if (cheap.answer == Answer::Independent) {
    decision.decided_by = cheap.decided_by;
    return true;
  }
  decision.wraps = wraps;
  decision.distances = std::move(cheap.distances);
  if (!is_worth_searching(wraps)) {
    return false;
  }
  const PointAnswer& exact = run_exact(wraps, trust);
  if (exact.emptiness == Emptiness::HasPoint) {
    decision.solution = solution_at(*set_, exact.point);
  }
  decision.decided_by = PairTest::Exact;
  return exact.emptiness == Emptiness::Empty;
}

// At a call the attempt with values knows the extents of arrays.
bool Attempt::is_worth_searching(const std::vector<Wrap>& wraps) const {
  const bool is_wrapped = std::ranges::any_of(wraps, [](Wrap wrap) { return wrap != Wrap::None; });
  return !is_wrapped || use_ == SymbolUse::Values || context_.facts == nullptr;
}

std::optional<SubscriptEquation> Attempt::equation_for(std::size_t dimension, Wrap wrap) const {
  auto equation = dimensions_[dimension].equation.equation;
  if (wrap == Wrap::None || !equation) {
    return equation;
  }
  const auto& known = dimensions_[dimension].extent;
  const auto extent = known ? std::optional(known->value) : std::nullopt;
  const auto shift = extent && wrap == Wrap::Sink ? checked_negate(*extent) : extent;
  const auto constant = shift ? checked_add(equation->constant, *shift) : std::nullopt;
  if (!constant) {
    return std::nullopt;
  }
  equation->constant = *constant;
  return equation;
}

StageDecision Attempt::run_cheap(const std::vector<Wrap>& wraps, Trust trust,
                                 TestCounters& counters) const {
  std::vector<SubscriptEquation> equations;
  for (std::size_t position = 0; position < wraps.size(); ++position) {
    auto equation = counts(dimensions_[position], trust) ? equation_for(position, wraps[position])
                                                         : std::nullopt;
    if (equation) {
      equations.push_back(*std::move(equation));
    }
  }
  return run_stages(equations, space_, counters);
}

const PointAnswer& Attempt::run_exact(const std::vector<Wrap>& wraps, Trust trust) {
  static const PointAnswer kGivenUp;
  make_set();
  const PointAnswer& answer = set_ ? find_meeting(wraps, trust) : kGivenUp;
  count(answer, context_.counters[PairTest::Exact]);
  return answer;
}

void Attempt::make_set() {
  if (is_set_made_) {
    return;
  }
  is_set_made_ = true;
  std::vector<bool> may_wrap;
  for (const AttemptDimension& dimension : dimensions_) {
    may_wrap.push_back(dimension.conditions.may_wrap());
  }
  set_ = make_pair_set(context_, pairing_, use_, may_wrap);
  if (set_) {
    evidence_.add(set_->evidence);
  }
}

const PointAnswer& Attempt::find_meeting(const std::vector<Wrap>& wraps, Trust trust) {
  Meeting meeting;
  for (std::size_t position = 0; position < wraps.size(); ++position) {
    const bool is_met = counts(dimensions_[position], trust) && set_->dimensions[position];
    meeting.wraps.push_back(is_met ? std::optional(wraps[position]) : std::nullopt);
  }
  const auto known = std::ranges::find(meetings_, meeting.wraps, &Meeting::wraps);
  if (known != meetings_.end()) {
    return known->answer;
  }
  polyhedra::IntegerSet set = set_->instances;
  for (std::size_t position = 0; position < wraps.size(); ++position) {
    if (const auto wrap = meeting.wraps[position]) {
      add_meeting(set, *set_->dimensions[position], *wrap);
    }
  }
  meeting.answer =
      context_.points == nullptr ? polyhedra::find_point(set) : context_.points->find(set);
  return meetings_.emplace_back(std::move(meeting)).answer;
}

std::vector<DistanceInterval> Attempt::distances(const AttemptDecision& open) {
  WrapCombinations combinations(dimensions_, Trust::Nothing);
  while (combinations.current() != open.wraps && combinations.advance()) {
  }
  TestCounters uncounted;
  auto hull = intervals_of(space_, open.distances);
  while (!combinations.are_too_many() && combinations.advance()) {
    const std::vector<Wrap>& wraps = combinations.current();
    const StageDecision cheap = run_cheap(wraps, Trust::Nothing, uncounted);
    const bool is_apart = cheap.answer == Answer::Independent ||
                          (is_worth_searching(wraps) &&
                           run_exact(wraps, Trust::Nothing).emptiness == Emptiness::Empty);
    if (!is_apart) {
      add_hull(hull, intervals_of(space_, cheap.distances));
    }
  }
  return combinations.are_too_many() ? intervals_of(space_, {}) : hull;
}

}  // namespace autopar::dependence
