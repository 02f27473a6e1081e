#pragma once

#include <span>

#include "codegen/kernel_abi.hpp"
#include "runtime/live_objects/owned.hpp"

namespace autopar::runtime {

// A tuple of what a region left in its outputs, each with the type that CPython would have given
// it. Null, without a Python exception, if one of them was not bound or there is no memory.
[[nodiscard]] Owned make_outputs(const codegen::FrameLayout& layout,
                                 std::span<const loop_ir::NameId> output_ids,
                                 const codegen::FrameSlot* frame) noexcept;

}  // namespace autopar::runtime
