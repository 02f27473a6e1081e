#pragma once

#include <optional>
#include <vector>

#include "dependence/stages/subscript_equation.hpp"

namespace autopar::dependence {

// The equations of all dimensions, as they are refined. distances: y - x per shared index, where
// some equation fixes it.
struct CoupledSystem {
  std::vector<SubscriptEquation> equations;
  IndexSpace space;
  std::vector<std::optional<std::int64_t>> distances;
};

// Delta test (Goff, Kennedy, Tseng: PLDI 1991, 5), for indices that stand in several dimensions.
// Each equation over one shared index constrains its pair (x, y) to a line a*x - b*y + constant =
// 0; constraints of one index are intersected and put into the other equations, which then have
// fewer unknowns: a[i, i] against a[i - 1, i - 2] asks for y - x = 1 and y - x = 2.
//   a == b                  distance: y = x + constant / a, in every equation
//   a == 0 or b == 0        half a point: y or x is known
//   two lines that cross    point: x and y are known
//   two parallel lines      one line, or Independent
//   crossing that is no integer, out of bounds or against the direction   Independent
// Reduced: some equation has lost an unknown. Errs on the side of Unchanged; so do overflow and
// unknown steps. That a known value alone contradicts bounds or direction is left to the tests of
// one equation.
AUTOPAR_NAMED_ENUM(DeltaOutcome, Unchanged, Reduced, Independent);
[[nodiscard]] DeltaOutcome propagate_constraints(CoupledSystem& system);

}  // namespace autopar::dependence
