#pragma once

#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>

#include "autopar/named_enum.hpp"

namespace autopar {

// How far the floats of compiled code may be from CPython's (docs/decisions/float_modes.md).
// Exact: the same bits. Libm: arithmetic as in Exact, while math functions may be the C library's,
// within its documented errors. Fast: what Libm may, and sums of doubles may be added in another
// order. In none of them is an exception or a warning lost to an approximation, and the compiled
// code of each gives the same bits on every run and for any number of threads.
AUTOPAR_NAMED_ENUM(FloatMode, Exact, Libm, Fast);

// As users write them.
inline constexpr std::string_view kFloatModeTexts[] = {"exact", "libm", "fast"};
static_assert(std::size(kFloatModeTexts) == enumerator_count<FloatMode>());
inline constexpr std::string_view kAllowedFloatModes = "exact, libm and fast are allowed";

[[nodiscard]] constexpr std::string_view text_of(FloatMode mode) {
  return kFloatModeTexts[static_cast<std::size_t>(mode)];
}

[[nodiscard]] constexpr std::optional<FloatMode> parse_float_mode(std::string_view text) {
  for (const FloatMode mode : all_of<FloatMode>()) {
    if (text_of(mode) == text) {
      return mode;
    }
  }
  return std::nullopt;
}

}  // namespace autopar
