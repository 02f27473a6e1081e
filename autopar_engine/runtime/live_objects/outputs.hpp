#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "codegen/kernel_abi.hpp"
#include "runtime/live_objects/owned.hpp"

namespace autopar::runtime {

// A name that a region may leave bound, and which of its inputs is the object that it had before.
struct Output {
  loop_ir::NameId name_id;
  std::optional<std::size_t> input_index;
};

// A tuple of what a region left in its outputs, each with the type that CPython would have given
// it, and the input where the region did not bind the name. Null, without a Python exception, if
// there is none, or no memory.
[[nodiscard]] Owned make_outputs(const codegen::FrameLayout& layout,
                                 std::span<const Output> outputs, std::span<PyObject* const> inputs,
                                 const codegen::FrameSlot* frame) noexcept;

}  // namespace autopar::runtime
