#pragma once

#include "dependence/stages/subscript_equation.hpp"

namespace autopar::dependence {

// Weak-crossing SIV (Goff, Kennedy, Tseng: PLDI 1991, 4.3.2).
// Shape: one shared index with opposite coefficients, a != 0; a[i] against a[n - i] with known n.
// Equation: a*x + a*y + constant = 0, so x + y = -constant / a = s: all pairs lie around s / 2.
//   a does not divide constant                       Independent
//   Any:           s < 0 or s > 2*last               Independent
//   Less, Greater: s < 1 or s > 2*last - 1           Independent (x = y alone is no pair)
//   else                                             Dependent
// Overflow and unknown steps are passed on. Exact.
[[nodiscard]] StageAnswer test_weak_crossing_single_index(const SubscriptEquation& equation,
                                                          const IndexSpace& space);

}  // namespace autopar::dependence
