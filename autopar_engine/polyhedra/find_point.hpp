#pragma once

#include <cstdint>
#include <vector>

#include "autopar/named_enum.hpp"
#include "polyhedra/integer_set.hpp"

namespace autopar::polyhedra {

// Empty and HasPoint are proofs. OutOfBudget and Overflow say nothing of the set.
AUTOPAR_NAMED_ENUM(Emptiness, Empty, HasPoint, OutOfBudget, Overflow);

struct PointAnswer {
  Emptiness emptiness = Emptiness::OutOfBudget;
  // For HasPoint: a point of the set, one value per variable, preferring values near zero.
  std::vector<std::int64_t> point;
};

// In rows that a search may make.
inline constexpr std::int64_t kDefaultBudget = 2000;

// Whether the set has an integer point, by the Omega test (Pugh: The Omega Test: a fast and
// practical integer programming algorithm for dependence analysis, Supercomputing 1991; CACM 35(8),
// 1992). Exact within the budget and 64 bits; exponential in the number of variables at worst,
// where the budget ends it.
[[nodiscard]] PointAnswer find_point(const IntegerSet& set, std::int64_t budget = kDefaultBudget);

}  // namespace autopar::polyhedra
