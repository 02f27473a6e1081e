#pragma once

#include <cstdint>
#include <optional>

#include "dependence/stages/subscript_equation.hpp"

namespace autopar::dependence {

__extension__ using Wide = __int128;

// One unknown with its coefficient and its bounds, both included; no upper end where it is absent.
struct BoundedUnknown {
  Wide coefficient = 0;
  std::int64_t lower = 0;
  std::optional<std::int64_t> upper;
};

// Whether first.coefficient * u + second.coefficient * v + constant = 0 has an integer solution in
// the bounds, with v - u >= 1 for Less and u - v >= 1 for Greater. Coefficients are not zero and,
// like the bounds, fit 64 bits or are the negative of what does. Exact, by the extended Euclidean
// algorithm (Banerjee: Dependence Analysis for Supercomputing, 1988, 4.3): the solutions are
// u = u0 + q*k, v = v0 - p*k with p, q the coefficients over their greatest common divisor, and
// every bound is one of k. In 128 bits no step overflows: u0 lies in [0, |q|).
[[nodiscard]] bool has_solution(const BoundedUnknown& first, const BoundedUnknown& second,
                                std::int64_t constant, Direction direction);

// The bounds of a term's only unknown; the other instance's iteration of a shared index, if it has
// to differ, has to exist too.
[[nodiscard]] BoundedUnknown only_unknown(const ActiveTerm& term);

}  // namespace autopar::dependence
