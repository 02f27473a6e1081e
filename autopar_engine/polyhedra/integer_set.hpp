#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "polyhedra/linear_form.hpp"

namespace autopar::polyhedra {

// The integer points at which all equalities are zero and no inequality is negative. At most
// kMaximumVariables variables; a variable has no bounds of its own.
// Example: {(x, y) : 2*x - y = 0, x - 1 >= 0}.
struct IntegerSet {
  std::size_t variable_count = 0;
  std::vector<LinearForm> equalities;
  std::vector<LinearForm> inequalities;

  bool operator==(const IntegerSet&) const = default;
};

// Exact, whatever the numbers are. The point has one value per variable.
[[nodiscard]] bool contains(const IntegerSet& set, std::span<const std::int64_t> point);

}  // namespace autopar::polyhedra
