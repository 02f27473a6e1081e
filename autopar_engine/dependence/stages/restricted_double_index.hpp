#pragma once

#include "dependence/stages/subscript_equation.hpp"

namespace autopar::dependence {

// RDIV, "restricted double index variables" (Goff, Kennedy, Tseng: PLDI 1991, 4.4).
// Shape: two unknowns of two different loops; a[2*i] against a[3*j + 1] in the other instance, or
// with i and j around one access only.
// Equation: p*u + q*v + constant = 0, each unknown within its own bounds; of a shared index with
// direction Less or Greater, so that the other instance's iteration exists.
//   no integer solution within the bounds   Independent
//   else                                    Dependent
// Unknown steps are passed on. Exact, without overflow: see two_unknowns.hpp.
[[nodiscard]] StageAnswer test_restricted_double_index(const SubscriptEquation& equation,
                                                       const IndexSpace& space);

}  // namespace autopar::dependence
