#pragma once

#include <optional>

#include "loop_ir/argument_facts.hpp"

namespace autopar::runtime {

// Looks at every element of a one-dimensional array of integers, for index arrays: whether
// `a[p[i]]` names a cell twice, and which cells. Looks once at values that only grow, at others
// twice. Linear, and sorts only the values outside of [0, 4 * length), so O(n log n) at worst;
// needs length / 2 bytes and 8 for each such value.
// Nothing for other arrays, and for a uint64 beyond int64. Requires that the memory of the array is
// alive and does not change meanwhile.
// Example: [4, 0, 2] is injective, not in order, and in [0, 4].
[[nodiscard]] std::optional<loop_ir::IntegerContent> inspect_indices(
    const loop_ir::ArrayArgument& array);

// Likewise of the elements at these positions. Requires that they are not empty and lie in
// [0, extent).
[[nodiscard]] std::optional<loop_ir::IntegerContent> inspect_indices(
    const loop_ir::ArrayArgument& array, loop_ir::IntegerRange positions);

}  // namespace autopar::runtime
