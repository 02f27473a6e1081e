#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "codegen/kernel_abi.hpp"
#include "runtime/element_source.hpp"
#include "runtime/live_objects/owned.hpp"

namespace autopar::runtime {

// A name that a region may leave bound, and which of its inputs is the object that it had before.
struct Output {
  loop_ir::NameId name_id;
  std::optional<std::size_t> input_index;
  // Where it is an element of an input, which one.
  std::optional<ElementSource> element;
  std::size_t sequence_index = 0;
  // Where it is a row of an input, or an element of one, which one; and which input.
  std::optional<NestedSource> row = std::nullopt;
  std::optional<NestedSource> nested = std::nullopt;
  std::size_t nested_index = 0;
  // Where it is an array that the region makes, which of its inputs. name_id is that of the name
  // that is bound together with it then.
  std::optional<std::size_t> new_array_index = std::nullopt;
};

// An object in an input: the slot holds its place among all those at this depth.
struct NestedPlace {
  std::size_t input_index = 0;
  std::uint32_t place_slot = 0;
  std::uint32_t depth = 1;
};

// An element of a list among the inputs, by the slot of the loop's index.
struct ElementPlace {
  std::size_t input_index = 0;
  std::uint32_t index_slot = 0;
  ElementSource source;
};

// Where a compiled region leaves an output.
struct OutputPlace {
  std::uint32_t value_slot = 0;
  std::uint32_t type_slot = 0;
  // Of a complex number.
  std::uint32_t imaginary_slot = 0;
  typing::Representation representation = typing::Representation::Int64;
  std::optional<std::size_t> input_index;
  std::optional<ElementPlace> element;
  // The output is this row, or has to be this element if it equals it.
  std::optional<NestedPlace> row = std::nullopt;
  std::optional<NestedPlace> nested = std::nullopt;
  // The output is this input, if the slots hold a value.
  std::optional<std::size_t> new_array_index = std::nullopt;
};

// In the order of the outputs; nothing if the region leaves one of them nowhere.
[[nodiscard]] std::optional<std::vector<OutputPlace>> places_of(const codegen::FrameLayout& layout,
                                                                std::span<const Output> outputs);

// What a region left in its one output, or a tuple of what it left in several or in none: each with
// the type that CPython would have given it, and the input where the region did not bind the name.
// Null, without a Python exception, if there is none, or no memory.
[[nodiscard]] Owned make_outputs(std::span<const OutputPlace> places,
                                 std::span<PyObject* const> inputs,
                                 const codegen::FrameSlot* frame) noexcept;

// A loop over a list leaves its target on the very object in the list: puts these objects in place
// of equal ones that make_outputs made. Requires that what the region wrote is in the lists.
void put_list_elements(Owned& outputs, std::span<const OutputPlace> places,
                       std::span<PyObject* const> inputs, const codegen::FrameSlot* frame) noexcept;

}  // namespace autopar::runtime
