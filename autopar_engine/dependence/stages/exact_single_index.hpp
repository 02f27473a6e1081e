#pragma once

#include "dependence/stages/subscript_equation.hpp"

namespace autopar::dependence {

// Exact SIV (Goff, Kennedy, Tseng: PLDI 1991, 4.3; Banerjee: Dependence Analysis for
// Supercomputing, 1988, 4.3).
// Shape: one shared index with two coefficients that are not zero; a[2*i] against a[3*i + 1].
// Equation: a*x - b*y + constant = 0 with 0 <= x, y <= last and the order of x and y.
//   no integer solution within bounds and order   Independent
//   else                                          Dependent
// Unknown steps are passed on. Exact, without overflow: see two_unknowns.hpp.
[[nodiscard]] StageAnswer test_exact_single_index(const SubscriptEquation& equation,
                                                  const IndexSpace& space);

}  // namespace autopar::dependence
