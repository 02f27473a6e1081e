#pragma once

#include "dependence/stages/subscript_equation.hpp"

namespace autopar::dependence {

// ZIV, "zero index variables" (Goff, Kennedy, Tseng: Practical Dependence Testing, PLDI 1991, 4.2).
// Shape: no index is left; a[3] against a[4], or a[i] against a[i] in one iteration of i.
// Equation: constant = 0.
//   constant != 0   Independent
//   constant == 0   Dependent, in every pair of iterations
// Exact; the constant carries no error, since symbols have cancelled before.
[[nodiscard]] StageAnswer test_zero_index(const SubscriptEquation& equation,
                                          const IndexSpace& space);

}  // namespace autopar::dependence
