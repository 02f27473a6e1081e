#include "polyhedra/find_point.hpp"

#include <algorithm>
#include <span>
#include <variant>

#include "polyhedra/elimination.hpp"
#include "polyhedra/system.hpp"

namespace autopar::polyhedra {
namespace {

using Step = std::variant<Replacement, Elimination>;

struct Outcome {
  Emptiness emptiness = Emptiness::OutOfBudget;
  Values values{};
};

// Any value that the intervals allow; eliminated variables get theirs on the way back.
Outcome corner_of(const System& system) {
  Outcome outcome{Emptiness::HasPoint, {}};
  for (std::size_t variable = 0; variable < system.variable_count(); ++variable) {
    const Interval& interval = system.interval(variable);
    const std::int64_t raised = std::max<std::int64_t>(interval.lower.value_or(0), 0);
    outcome.values[variable] = std::min(interval.upper.value_or(raised), raised);
  }
  return outcome;
}

Outcome lifted(Outcome outcome, const std::vector<Step>& steps) {
  for (std::size_t count = steps.size(); count > 0; --count) {
    const auto lift_values = [&](const auto& step) { return lift(step, outcome.values); };
    if (outcome.emptiness == Emptiness::HasPoint && !std::visit(lift_values, steps[count - 1])) {
      outcome.emptiness = Emptiness::Overflow;
    }
  }
  return outcome;
}

class Search {
 public:
  explicit Search(std::int64_t budget) : budget_(budget) {}

  // A HasPoint may miss rows that were left out.
  Outcome solve(System system) {
    std::vector<Step> steps;
    while (!system.is_empty()) {
      if (!system.equalities().empty()) {
        if (!spend(system.rows().size() + 1)) {
          return {};
        }
        steps.emplace_back(eliminate_equality(system));
        continue;
      }
      const auto variable = cheapest_variable(system);
      if (!variable) {
        return lifted(corner_of(system), steps);
      }
      Elimination elimination = take_out(system, *variable);
      if (!elimination.is_exact()) {
        return lifted(solve_inexact(system, elimination), steps);
      }
      if (!spend(elimination.pair_count() + 1)) {
        return {};
      }
      add_shadow(system, elimination, Shadow::Real);
      steps.emplace_back(std::move(elimination));
    }
    return {Emptiness::Empty, {}};
  }

 private:
  bool spend(std::size_t rows) {
    budget_ -= static_cast<std::int64_t>(rows);
    return budget_ >= 0;
  }

  Outcome solve_shadow(System rest, const Elimination& elimination, Shadow shadow) {
    if (!spend(elimination.pair_count() + 1)) {
      return {};
    }
    add_shadow(rest, elimination, shadow);
    Outcome outcome = solve(std::move(rest));
    if (outcome.emptiness == Emptiness::HasPoint && !lift(elimination, outcome.values)) {
      outcome.emptiness = Emptiness::Overflow;
    }
    return outcome;
  }

  // A point above the real shadow that has no integer above it is no answer; the dark shadow and
  // the splinters are.
  Outcome solve_inexact(const System& rest, const Elimination& elimination) {
    const Outcome real = solve_shadow(rest, elimination, Shadow::Real);
    if (real.emptiness == Emptiness::Empty || real.emptiness == Emptiness::HasPoint) {
      return real;
    }
    const Outcome dark = solve_shadow(rest, elimination, Shadow::Dark);
    return dark.emptiness == Emptiness::HasPoint ? dark : solve_splinters(rest, elimination, dark);
  }

  // Empty only if the dark shadow was and all splinters are.
  Outcome solve_splinters(const System& rest, const Elimination& elimination, const Outcome& dark) {
    const auto splinters = splinters_of(elimination, rest.variable_count(), budget_);
    if (!splinters) {
      return {};
    }
    System whole = rest;
    put_back(whole, elimination);
    Outcome outcome = dark;
    for (const WideForm& splinter : *splinters) {
      System part = whole;
      part.add_equality(splinter);
      const Outcome found = solve(std::move(part));
      if (found.emptiness == Emptiness::HasPoint) {
        return found;
      }
      if (found.emptiness != Emptiness::Empty) {
        outcome = found;
      }
    }
    return outcome;
  }

  std::int64_t budget_;
};

}  // namespace

PointAnswer find_point(const IntegerSet& set, std::int64_t budget) {
  const Outcome outcome = Search(budget).solve(System(set));
  if (outcome.emptiness != Emptiness::HasPoint) {
    return {outcome.emptiness, {}};
  }
  const auto values = std::span(outcome.values).first(set.variable_count);
  std::vector<std::int64_t> point(values.begin(), values.end());
  return contains(set, point) ? PointAnswer{Emptiness::HasPoint, std::move(point)}
                              : PointAnswer{Emptiness::Overflow, {}};
}

}  // namespace autopar::polyhedra
