#pragma once

#include "dependence/stages/subscript_equation.hpp"

namespace autopar::dependence {

// GCD test (Banerjee: Dependence Analysis for Supercomputing, 1988, 4.2), on iteration numbers, so
// that a step counts: a[i] against a[i - 1] with step 2 is 2*x - 2*y + 1 = 0.
// Shape: any number of indices. An integer solution needs gcd(coefficients) to divide the constant;
// bounds and order are ignored, except that an index with direction Equal is one unknown.
//   gcd does not divide constant   Independent
//   else                           passed on
// Errs on the side of passing on; so do coefficients without a magnitude in 64 bits and unknown
// steps.
[[nodiscard]] StageAnswer test_greatest_common_divisor(const SubscriptEquation& equation,
                                                       const IndexSpace& space);

}  // namespace autopar::dependence
