#pragma once

#include "dependence/stages/subscript_equation.hpp"

namespace autopar::dependence {

// Weak-zero SIV (Goff, Kennedy, Tseng: PLDI 1991, 4.3.2), also for an index of one access only.
// Shape: one unknown with coefficient c != 0; a[i] against a[0], or a[i] against a[j].
// Equation: c * v + constant = 0, so v = -constant / c.
//   c does not divide constant                    Independent
//   v < 0 or v > last                             Independent
//   v leaves no iteration for the other instance  Independent (Less: x = last, or y = 0)
//   else                                          Dependent
// Overflow and unknown steps are passed on. Exact.
[[nodiscard]] StageAnswer test_weak_zero_single_index(const SubscriptEquation& equation,
                                                      const IndexSpace& space);

}  // namespace autopar::dependence
