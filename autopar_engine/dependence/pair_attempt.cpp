#include "dependence/pair_attempt.hpp"

#include <algorithm>

#include "base/checked_int.hpp"
#include "dependence/stage_runner.hpp"
#include "polyhedra/find_point.hpp"

namespace autopar::dependence {
namespace {

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

bool wraps_count(const AttemptDimension& dimension, Trust trust) {
  return trust == Trust::Nothing && dimension.conditions.may_wrap;
}

// Every way in which the dimensions of one trust may wrap, the equal subscripts first.
class WrapCombinations {
 public:
  WrapCombinations(const Attempt& attempt, Trust trust)
      : current_(attempt.dimensions.size(), Wrap::None) {
    for (std::size_t position = 0; position < attempt.dimensions.size(); ++position) {
      const AttemptDimension& dimension = attempt.dimensions[position];
      if (counts(dimension, trust) && wraps_count(dimension, trust)) {
        wrapping_.push_back(position);
      }
    }
  }

  [[nodiscard]] const std::vector<Wrap>& current() const { return current_; }
  [[nodiscard]] bool are_too_many() const { return wrapping_.size() > kMaximumWraps; }

  // False after the last.
  bool advance() {
    for (const std::size_t position : wrapping_) {
      Wrap& wrap = current_[position];
      if (wrap != Wrap::Sink) {
        wrap = wrap == Wrap::None ? Wrap::Source : Wrap::Sink;
        return true;
      }
      wrap = Wrap::None;
    }
    return false;
  }

 private:
  std::vector<Wrap> current_;
  std::vector<std::size_t> wrapping_;
};

// Decides the combinations of one attempt; the exact set is made when the first of them needs it.
class AttemptTests {
 public:
  AttemptTests(const Context& context, const Pairing& pairing, const Attempt& attempt, Trust trust)
      : context_(context), pairing_(pairing), attempt_(attempt), trust_(trust) {}

  StageDecision run_cheap(const std::vector<Wrap>& wraps, TestCounters& counters) const {
    std::vector<SubscriptEquation> equations;
    for (std::size_t position = 0; position < wraps.size(); ++position) {
      const AttemptDimension& dimension = attempt_.dimensions[position];
      auto equation =
          counts(dimension, trust_) ? equation_for(dimension, wraps[position]) : std::nullopt;
      if (equation) {
        equations.push_back(*std::move(equation));
      }
    }
    return run_stages(equations, attempt_.space, counters);
  }

  polyhedra::PointAnswer run_exact(const std::vector<Wrap>& wraps, TestCounters& counters) {
    TestCounter& counter = counters[PairTest::Exact];
    ++counter.applied;
    const polyhedra::PointAnswer answer = find_meeting(wraps);
    counter.independent += answer.emptiness == polyhedra::Emptiness::Empty ? 1 : 0;
    counter.dependent += answer.emptiness == polyhedra::Emptiness::HasPoint ? 1 : 0;
    counter.gave_up += answer.emptiness == polyhedra::Emptiness::OutOfBudget ||
                               answer.emptiness == polyhedra::Emptiness::Overflow
                           ? 1
                           : 0;
    return answer;
  }

  [[nodiscard]] const std::optional<PairSet>& set() const { return set_; }

 private:
  polyhedra::PointAnswer find_meeting(const std::vector<Wrap>& wraps) {
    if (!is_made_) {
      std::vector<bool> may_wrap;
      for (const AttemptDimension& dimension : attempt_.dimensions) {
        may_wrap.push_back(wraps_count(dimension, trust_));
      }
      set_ = make_pair_set(context_, pairing_, attempt_.use, may_wrap);
      is_made_ = true;
    }
    if (!set_) {
      return {};
    }
    polyhedra::IntegerSet meeting = set_->instances;
    for (std::size_t position = 0; position < wraps.size(); ++position) {
      const auto& forms = set_->dimensions[position];
      if (counts(attempt_.dimensions[position], trust_) && forms) {
        add_meeting(meeting, *forms, wraps[position]);
      }
    }
    return polyhedra::find_point(meeting);
  }

  const Context& context_;
  const Pairing& pairing_;
  const Attempt& attempt_;
  Trust trust_;
  bool is_made_ = false;
  std::optional<PairSet> set_;
};

// Adds one combination to what is decided; false if it is not independent.
bool add_combination(AttemptTests& tests, const std::vector<Wrap>& wraps, TestCounters& counters,
                     AttemptDecision& decision) {
  const StageDecision cheap = tests.run_cheap(wraps, counters);
  if (cheap.answer == Answer::Independent) {
    decision.decided_by = cheap.decided_by;
    return true;
  }
  const polyhedra::PointAnswer exact = tests.run_exact(wraps, counters);
  if (tests.set()) {
    decision.evidence.add(tests.set()->evidence);
  }
  if (exact.emptiness == polyhedra::Emptiness::Empty) {
    decision.decided_by = PairTest::Exact;
    return true;
  }
  decision.wraps = wraps;
  if (exact.emptiness == polyhedra::Emptiness::HasPoint) {
    decision.solution = solution_at(*tests.set(), exact.point);
  }
  return false;
}

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

}  // namespace

Attempt make_attempt(const Context& context, const Pairing& pairing, SymbolUse use, BaseType type) {
  Attempt attempt{.use = use};
  attempt.space = make_space(context, pairing, use, attempt.evidence);
  for (DimensionEquation& equation : make_equations(context, pairing, use)) {
    AttemptDimension dimension;
    dimension.conditions = conditions_of(context, pairing, equation.dimension, type);
    if (use == SymbolUse::Values && dimension.conditions.may_wrap) {
      dimension.extent = extent_at_call(context, pairing.source.base_id, equation.dimension);
    }
    dimension.equation = std::move(equation);
    attempt.evidence.add(dimension.equation.evidence);
    if (dimension.extent) {
      attempt.evidence.add(Assumption(*dimension.extent));
    }
    attempt.dimensions.push_back(std::move(dimension));
  }
  return attempt;
}

std::optional<SubscriptEquation> equation_for(const AttemptDimension& dimension, Wrap wrap) {
  if (wrap == Wrap::None || !dimension.equation.equation) {
    return dimension.equation.equation;
  }
  const auto extent = dimension.extent ? std::optional(dimension.extent->value) : std::nullopt;
  const auto shift = extent && wrap == Wrap::Sink ? checked_negate(*extent) : extent;
  const auto constant =
      shift ? checked_add(dimension.equation.equation->constant, *shift) : std::nullopt;
  if (!constant) {
    return std::nullopt;
  }
  std::optional<SubscriptEquation> equation = dimension.equation.equation;
  equation->constant = *constant;
  return equation;
}

AttemptDecision decide_attempt(const Context& context, const Pairing& pairing,
                               const Attempt& attempt, Trust trust) {
  AttemptDecision decision;
  WrapCombinations combinations(attempt, trust);
  if (combinations.are_too_many()) {
    return decision;
  }
  AttemptTests tests(context, pairing, attempt, trust);
  do {
    if (!add_combination(tests, combinations.current(), context.counters, decision)) {
      return decision;
    }
  } while (combinations.advance());
  decision.answer = Answer::Independent;
  decision.evidence.add(attempt.evidence);
  return decision;
}

std::vector<DistanceInterval> distances_of(const Context& context, const Pairing& pairing,
                                           const Attempt& attempt) {
  WrapCombinations combinations(attempt, Trust::Nothing);
  AttemptTests tests(context, pairing, attempt, Trust::Nothing);
  TestCounters uncounted;
  std::vector<DistanceInterval> hull;
  if (combinations.are_too_many()) {
    return intervals_of(attempt.space, {});
  }
  do {
    const StageDecision cheap = tests.run_cheap(combinations.current(), uncounted);
    if (cheap.answer == Answer::Independent ||
        tests.run_exact(combinations.current(), uncounted).emptiness ==
            polyhedra::Emptiness::Empty) {
      continue;
    }
    const auto intervals = intervals_of(attempt.space, cheap.distances);
    if (hull.empty()) {
      hull = intervals;
    }
    add_hull(hull, intervals);
  } while (combinations.advance());
  return hull.empty() ? intervals_of(attempt.space, {}) : hull;
}

}  // namespace autopar::dependence
