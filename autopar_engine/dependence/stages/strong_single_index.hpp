#pragma once

#include "dependence/stages/subscript_equation.hpp"

namespace autopar::dependence {

// Strong SIV (Goff, Kennedy, Tseng: PLDI 1991, 4.3.1).
// Shape: one shared index with the same coefficient on both sides, a != 0; a[2*i] against a[2*i -
// 4]. Equation: a*x - a*y + constant = 0, so y - x = constant / a = d.
//   a does not divide constant          Independent
//   d contradicts the direction         Independent
//   |d| > last                          Independent
//   else                                Dependent with distance d
// With an unknown step that is not 0 only constant == 0 is decided: then x = y, which Less and
// Greater rule out; any other constant is passed on. Overflow is passed on. Exact.
[[nodiscard]] StageAnswer test_strong_single_index(const SubscriptEquation& equation,
                                                   const IndexSpace& space);

}  // namespace autopar::dependence
