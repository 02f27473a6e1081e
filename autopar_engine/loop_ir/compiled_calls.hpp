#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loop_ir/loop_nest.hpp"
#include "loop_ir/traversal.hpp"

// Calls that no text holds: the front end puts them into the form of a nest that is compiled. They
// change nothing.
namespace autopar::loop_ir {

// What Call::resolved begins with in these calls alone.
inline constexpr std::string_view kCompiledPrefix = "compiled ";

// Evaluates each of its arguments; its value is that of the last one.
inline constexpr std::string_view kInlinedCall = "compiled value";

// (base, index, ...): the number of elements of base[index]..., which is that of all rows at this
// depth. The indices have to be in range.
inline constexpr std::string_view kRowLength = "compiled length";

// (base, index, ...): which of the rows or elements at this depth base[index]... is, counted from 0
// in the order of the indices. The indices have to be in range.
inline constexpr std::string_view kPlaceOf = "compiled place";

// (lower, upper, extent, step, lower, upper, extent, step, ...): upper - lower of the first of
// these slices, each every step-th position from lower to upper, or from upper down to lower, of a
// dimension of this extent. For all of them 0 <= lower <= upper <= extent has to hold, so that
// Python neither clamps a bound nor counts it from the end, and all have to have as many elements.
inline constexpr std::string_view kSliceLength = "compiled slice length";

// The text of the hidden name, without its space, that counts the cells of a loop that stands for a
// statement on slices: `a[i, 1:] = b` is `for cell in range(length): a[i, 1 + cell] = b`, where the
// length is a kSliceLength; with steps it is range(0, length, step).
inline constexpr std::string_view kCellName = "cell";

// The text of the hidden name, without its space, that counts the terms of a loop that stands for a
// call of `sum` (frontend/sums.hpp).
inline constexpr std::string_view kTermName = "term";
// Likewise of the name that holds what was added up.
inline constexpr std::string_view kSumName = "sum";

// The text of the hidden name, without its space, that counts the cells of a loop which fills an
// array that the nest makes (new_array.hpp).
inline constexpr std::string_view kFillName = "fill";

// The text of a hidden name, without its space, that is bound to the place of the element which the
// name is bound to.
[[nodiscard]] inline std::string name_of_place(std::string_view name) {
  return "place of " + std::string(name);
}

[[nodiscard]] inline bool is_compiled_call(const Call& call) {
  return call.resolved.starts_with(kCompiledPrefix);
}

// The base and the indices of a kRowLength or of a kPlaceOf; nothing for any other expression.
[[nodiscard]] std::optional<ElementReference> find_row_length(const LoopNest& nest,
                                                              ExpressionId expression_id);
[[nodiscard]] std::optional<ElementReference> find_place(const LoopNest& nest,
                                                         ExpressionId expression_id);

struct SliceBounds {
  ExpressionId lower_id;
  ExpressionId upper_id;
  ExpressionId extent_id;
  // Above zero.
  std::int64_t step = 1;
};

// Of a kSliceLength, one at least; empty for any other expression.
[[nodiscard]] std::vector<SliceBounds> find_slice_bounds(const LoopNest& nest,
                                                         ExpressionId expression_id);

// The loop stands for a statement on slices; the text has no such loop.
[[nodiscard]] bool is_over_slices(const LoopNest& nest, LoopId loop_id);

// The loop stands for a call of `sum`; the text has no such loop.
[[nodiscard]] bool is_over_terms(const LoopNest& nest, LoopId loop_id);

// The loop fills an array that the nest makes; the text has no such loop.
[[nodiscard]] bool is_over_fill(const LoopNest& nest, LoopId loop_id);

// The text has such a loop.
[[nodiscard]] inline bool is_of_text(const LoopNest& nest, LoopId loop_id) {
  return !is_over_slices(nest, loop_id) && !is_over_terms(nest, loop_id) &&
         !is_over_fill(nest, loop_id);
}

// The name holds what a call of `sum` has added up.
[[nodiscard]] bool holds_sum(const Name& name);

// The cell of a loop over slices, a multiple of it, or a bound plus or minus that: what a slice
// became as a subscript. That lies in its dimension, since the loop's range has looked at the
// bounds.
[[nodiscard]] bool is_cell_of_slice(const LoopNest& nest, ExpressionId index_id);

}  // namespace autopar::loop_ir
