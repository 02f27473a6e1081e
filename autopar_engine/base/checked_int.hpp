#pragma once

#include <cstdint>
#include <limits>
#include <optional>

namespace autopar {

// 64-bit integer arithmetic that says when it would overflow: nullopt, never a wrapped value.
// All subscript arithmetic of the analysis goes through these; nullopt becomes "unknown".

[[nodiscard]] constexpr std::optional<std::int64_t> checked_add(std::int64_t left,
                                                                std::int64_t right) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(left, right, &sum)) {
    return std::nullopt;
  }
  return sum;
}

[[nodiscard]] constexpr std::optional<std::int64_t> checked_subtract(std::int64_t left,
                                                                     std::int64_t right) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(left, right, &difference)) {
    return std::nullopt;
  }
  return difference;
}

[[nodiscard]] constexpr std::optional<std::int64_t> checked_multiply(std::int64_t left,
                                                                     std::int64_t right) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(left, right, &product)) {
    return std::nullopt;
  }
  return product;
}

[[nodiscard]] constexpr std::optional<std::int64_t> checked_negate(std::int64_t value) {
  return checked_subtract(0, value);
}

// Rounds toward minus infinity, as Python's // does. nullopt for a zero divisor and for the one
// quotient that does not fit.
[[nodiscard]] constexpr std::optional<std::int64_t> floor_div(std::int64_t dividend,
                                                              std::int64_t divisor) {
  if (divisor == 0 || (dividend == std::numeric_limits<std::int64_t>::min() && divisor == -1)) {
    return std::nullopt;
  }
  const std::int64_t quotient = dividend / divisor;
  const bool rounded_up = (dividend % divisor != 0) && ((dividend < 0) != (divisor < 0));
  return rounded_up ? quotient - 1 : quotient;
}

// The remainder with the sign of the divisor, as Python's % gives it. nullopt for a zero divisor.
[[nodiscard]] constexpr std::optional<std::int64_t> floor_mod(std::int64_t dividend,
                                                              std::int64_t divisor) {
  if (divisor == 0) {
    return std::nullopt;
  }
  if (divisor == -1) {
    return 0;
  }
  const std::int64_t remainder = dividend % divisor;
  const bool adjust = remainder != 0 && ((remainder < 0) != (divisor < 0));
  return adjust ? remainder + divisor : remainder;
}

}  // namespace autopar
