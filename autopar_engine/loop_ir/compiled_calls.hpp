#pragma once

#include <optional>
#include <string>
#include <string_view>

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

}  // namespace autopar::loop_ir
