#pragma once

#include <algorithm>
#include <ranges>

namespace autopar {

// The whole begins with the elements of the prefix, in their order. Every list is a prefix of
// itself, and the empty one of all.
template <std::ranges::sized_range Prefix, std::ranges::sized_range Whole>
[[nodiscard]] bool is_prefix(const Prefix& prefix, const Whole& whole) {
  return std::ranges::size(prefix) <= std::ranges::size(whole) &&
         std::ranges::mismatch(prefix, whole).in1 == std::ranges::end(prefix);
}

}  // namespace autopar
