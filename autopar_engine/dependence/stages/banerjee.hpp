#pragma once

#include "dependence/stages/subscript_equation.hpp"

namespace autopar::dependence {

// Banerjee's inequalities with directions (Wolfe, Banerjee: Data Dependence and its Application to
// Parallel Processing, 1987).
// Shape: any number of indices. The left side of the equation lies between the sums of the smallest
// and of the largest values of its terms; a pair (x, y) runs over the triangle that its direction
// leaves, whose corners are integers: for Less (0, 1), (0, last), (last - 1, last). Without a last,
// the directions in which the triangle is open count instead of the far corners.
//   0 outside [smallest, largest]   Independent
//   else                            passed on
// Errs on the side of passing on: real relaxation, each dimension alone. Overflow and unknown steps
// are passed on.
[[nodiscard]] StageAnswer test_banerjee(const SubscriptEquation& equation, const IndexSpace& space);

}  // namespace autopar::dependence
