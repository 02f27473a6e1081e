#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace autopar::polyhedra {

inline constexpr std::size_t kMaximumVariables = 20;

// The sum of coefficient * variable, plus the constant. Coefficients beyond the variables of the
// set are zero.
struct LinearForm {
  std::array<std::int64_t, kMaximumVariables> coefficients{};
  std::int64_t constant = 0;
};

// The integer points at which all equalities are zero and no inequality is negative. At most
// kMaximumVariables variables; a variable has no bounds of its own.
// Example: {(x, y) : 2*x - y = 0, x - 1 >= 0}.
struct IntegerSet {
  std::size_t variable_count = 0;
  std::vector<LinearForm> equalities;
  std::vector<LinearForm> inequalities;
};

// Exact, whatever the numbers are. The point has one value per variable.
[[nodiscard]] bool contains(const IntegerSet& set, std::span<const std::int64_t> point);

}  // namespace autopar::polyhedra
