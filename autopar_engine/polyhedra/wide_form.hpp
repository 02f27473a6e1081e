#pragma once

#include <array>
#include <limits>
#include <optional>

#include "polyhedra/integer_set.hpp"

namespace autopar::polyhedra {

__extension__ using Wide = __int128;

// A form on its way from one step to the next: sums of two products of 64-bit numbers fit.
struct WideForm {
  std::array<Wide, kMaximumVariables> coefficients{};
  Wide constant = 0;
};

// The most negative 64-bit number counts as an overflow, so that every number can be negated and
// two products of two numbers can be added in 128 bits.
[[nodiscard]] constexpr bool fits(Wide value) {
  constexpr Wide kLargest = std::numeric_limits<std::int64_t>::max();
  return value >= -kLargest && value <= kLargest;
}

[[nodiscard]] constexpr std::optional<std::int64_t> narrow(Wide value) {
  return fits(value) ? std::optional(static_cast<std::int64_t>(value)) : std::nullopt;
}

[[nodiscard]] constexpr Wide magnitude(Wide value) { return value < 0 ? -value : value; }

[[nodiscard]] constexpr std::optional<Wide> checked_sum(Wide left, Wide right) {
  Wide sum = 0;
  return __builtin_add_overflow(left, right, &sum) ? std::nullopt : std::optional(sum);
}

// Rounds toward minus infinity; divisor > 0.
[[nodiscard]] constexpr Wide floor_quotient(Wide dividend, Wide divisor) {
  const Wide quotient = dividend / divisor;
  return dividend % divisor < 0 ? quotient - 1 : quotient;
}

}  // namespace autopar::polyhedra
