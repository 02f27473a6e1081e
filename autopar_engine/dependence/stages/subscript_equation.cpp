#include "dependence/stages/subscript_equation.hpp"

#include <algorithm>

#include "base/checked_int.hpp"

namespace autopar::dependence {

bool solves(const SubscriptEquation& equation, const Solution& solution) {
  std::optional<std::int64_t> sum = equation.constant;
  const auto add = [&](std::int64_t coefficient, std::int64_t value) {
    const auto product = checked_multiply(coefficient, value);
    sum = sum && product ? checked_add(*sum, *product) : std::nullopt;
  };
  const auto subtract = [&](std::int64_t coefficient, std::int64_t value) {
    const auto product = checked_multiply(coefficient, value);
    sum = sum && product ? checked_subtract(*sum, *product) : std::nullopt;
  };
  for (std::size_t position = 0; position < equation.shared.size(); ++position) {
    add(equation.shared[position].source, solution.source[position]);
    subtract(equation.shared[position].sink, solution.sink[position]);
  }
  for (std::size_t position = 0; position < equation.free.size(); ++position) {
    add(equation.free[position], solution.free[position]);
  }
  return sum == 0;
}

std::optional<ActiveTerms> active_terms(const SubscriptEquation& equation,
                                        const IndexSpace& space) {
  ActiveTerms terms;
  for (std::size_t position = 0; position < equation.shared.size(); ++position) {
    const auto [source, sink] = equation.shared[position];
    const SharedIndex& index = space.shared[position];
    if (index.direction == Direction::Equal) {
      const auto folded = checked_subtract(source, sink);
      if (!folded) {
        return std::nullopt;
      }
      if (*folded != 0) {
        terms.push_back({*folded, 0, false, index});
      }
    } else if (source != 0 || sink != 0) {
      terms.push_back({source, sink, true, index});
    }
  }
  for (std::size_t position = 0; position < equation.free.size(); ++position) {
    if (equation.free[position] != 0) {
      terms.push_back({equation.free[position], 0, false, {.last = space.free_last[position]}});
    }
  }
  return terms;
}

bool is_empty(const IndexSpace& space) {
  const auto is_below = [](const std::optional<std::int64_t>& last, std::int64_t bound) {
    return last && *last < bound;
  };
  const auto has_no_pair = [&](const SharedIndex& index) {
    const bool differs =
        index.direction == Direction::Less || index.direction == Direction::Greater;
    return is_below(index.last, differs ? 1 : 0);
  };
  return std::ranges::any_of(space.shared, has_no_pair) ||
         std::ranges::any_of(space.free_last, [&](const auto& last) { return is_below(last, 0); });
}

}  // namespace autopar::dependence
