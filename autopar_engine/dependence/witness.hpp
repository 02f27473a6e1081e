#pragma once

#include <functional>
#include <optional>
#include <span>

#include "dependence/stages/subscript_equation.hpp"

namespace autopar::dependence {

// A solution of all equations in the space: x, y of the shared indices and z of the free ones.
struct Solution {
  std::vector<std::int64_t> source;
  std::vector<std::int64_t> sink;
  std::vector<std::int64_t> free;
};

// Looks for a solution that the predicate accepts: an unknown that is alone in an equation is
// solved for, any other is tried at a few values. Every answer solves all equations exactly; no
// answer means nothing. At most kMaximumWitnessSteps steps.
inline constexpr int kMaximumWitnessSteps = 2000;
[[nodiscard]] std::optional<Solution> find_witness(
    std::span<const SubscriptEquation> equations, const IndexSpace& space,
    const std::function<bool(const Solution&)>& accepts);

}  // namespace autopar::dependence
