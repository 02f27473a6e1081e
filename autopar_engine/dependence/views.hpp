#pragma once

#include "loop_ir/argument_facts.hpp"

namespace autopar::dependence {

// Memory of array views at a call. All three err on the side of false: arithmetic that would leave
// 64 bits, and layouts that the simple rules do not cover, prove nothing.

// The ranges of bytes that the views span are disjoint, or one of the views has no element.
[[nodiscard]] bool are_apart(const loop_ir::ArrayArgument& left,
                             const loop_ir::ArrayArgument& right);

// Address, extents, strides and data type are equal.
[[nodiscard]] bool are_same_view(const loop_ir::ArrayArgument& left,
                                 const loop_ir::ArrayArgument& right);

// No two index vectors of the view name overlapping bytes: in the order of |stride|, each stride is
// larger than all that the smaller ones span.
[[nodiscard]] bool is_injective(const loop_ir::ArrayArgument& array);

}  // namespace autopar::dependence
