#pragma once

#include <cstdint>
#include <optional>

#include "loop_ir/argument_facts.hpp"

namespace autopar::dependence {

// Memory of array views at a call. All three err on the side of false: arithmetic that would leave
// 64 bits, and layouts that the simple rules do not cover, prove nothing.

// The bytes from a view's first to its last, relative to its address: of all views of the same
// extents, strides and data type. Empty if the view has no element.
struct ByteSpan {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

[[nodiscard]] std::optional<ByteSpan> byte_span(const loop_ir::ArrayArgument& array);

// The spans at these addresses are disjoint, or one of them is empty.
[[nodiscard]] bool are_spans_apart(std::uintptr_t left_address, const std::optional<ByteSpan>& left,
                                   std::uintptr_t right_address,
                                   const std::optional<ByteSpan>& right);

[[nodiscard]] bool are_apart(const loop_ir::ArrayArgument& left,
                             const loop_ir::ArrayArgument& right);

// Address, extents, strides and data type are equal.
[[nodiscard]] bool are_same_view(const loop_ir::ArrayArgument& left,
                                 const loop_ir::ArrayArgument& right);

// No two index vectors of the view name overlapping bytes: in the order of |stride|, each stride is
// larger than all that the smaller ones span.
[[nodiscard]] bool is_injective(const loop_ir::ArrayArgument& array);

}  // namespace autopar::dependence
