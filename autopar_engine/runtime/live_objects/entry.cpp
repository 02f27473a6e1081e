#include "runtime/live_objects/entry.hpp"

#include <algorithm>
#include <variant>

namespace autopar::runtime {

namespace {

using dependence::ByteSpan;
using loop_ir::ArrayArgument;
using loop_ir::LiveArgument;

std::optional<ByteSpan> span_of(const LiveArgument& argument) {
  const auto* array = std::get_if<ArrayArgument>(&argument);
  return array == nullptr ? std::nullopt : dependence::byte_span(*array);
}

bool is_empty(const std::optional<ByteSpan>& span) { return span && span->begin == span->end; }

std::optional<std::uint32_t> slot_of(const codegen::FrameLayout& layout, loop_ir::NameId name_id) {
  if (const auto* array = layout.find_array(name_id)) {
    return array->data_slot;
  }
  const auto* scalar = layout.find_scalar(name_id);
  return scalar == nullptr ? std::nullopt : std::optional(scalar->value_slot);
}

// As far as a look at the first element tells.
bool lists_look_alike(const Entry& entry, std::span<PyObject* const> inputs) {
  return std::ranges::all_of(entry.lists, [&](const ListInput& list) {
    const auto shape = guess_list_shape(inputs[list.input]);
    return shape && *shape == list.shape;
  });
}

}  // namespace

std::optional<ApartPair> set_pairs(Entry& entry, std::span<const LiveArgument> inputs,
                                   std::span<const std::pair<std::size_t, std::size_t>> pairs) {
  for (const auto& [left, right] : pairs) {
    const auto left_span = span_of(inputs[left]);
    const auto right_span = span_of(inputs[right]);
    if (is_empty(left_span) || is_empty(right_span)) {
      continue;
    }
    const ApartPair pair{static_cast<std::uint32_t>(left), static_cast<std::uint32_t>(right),
                         left_span.value_or(ByteSpan{}), right_span.value_or(ByteSpan{})};
    if (!left_span || !right_span) {
      return pair;
    }
    entry.apart.push_back(pair);
  }
  return std::nullopt;
}

void lay_out(Entry& entry, std::span<const LiveArgument> inputs, const InputNames& names,
             std::span<const Output> outputs) {
  if (!entry.decision) {
    return;
  }
  const codegen::FrameLayout& layout = (*entry.decision)->specialization->compiled.layout;
  const auto& remade = (*entry.decision)->replay_needs.remade_arrays;
  for (std::size_t index = 0; index < inputs.size(); ++index) {
    const loop_ir::NameId name_id = names.name_ids[index];
    const auto* array = std::get_if<ArrayArgument>(&inputs[index]);
    if (names.is_written[index] && array != nullptr && !array->is_list) {
      entry.written_inputs.push_back({static_cast<std::uint32_t>(index), remade.contains(name_id)});
    }
    if (std::holds_alternative<loop_ir::ComplexArgument>(inputs[index])) {
      if (const auto* field = layout.find_scalar(name_id)) {
        entry.complex_transfers.push_back(
            {static_cast<std::uint32_t>(index), field->value_slot, field->imaginary_slot()});
      }
      continue;
    }
    const auto slot = slot_of(layout, name_id);
    if (slot && !std::holds_alternative<loop_ir::IntegerArgument>(inputs[index])) {
      entry.transfers.push_back({static_cast<std::uint32_t>(index), *slot});
    }
  }
  for (ListInput& list : entry.lists) {
    const auto* field = layout.find_array(names.name_ids[list.input]);
    list.types_slot = field == nullptr ? std::nullopt : field->types_slot;
  }
  entry.outputs = places_of(layout, outputs);
}

bool copy_lists(const Entry& entry, std::span<PyObject* const> inputs,
                std::span<ArgumentValue> values, ListCopies& copies) {
  copies.clear();
  if (!entry.decision) {
    return lists_look_alike(entry, inputs);
  }
  for (const ListInput& list : entry.lists) {
    values[list.input].address = copies.copy(inputs[list.input], list.shape, list.is_written);
    if (values[list.input].address == nullptr) {
      return false;
    }
  }
  return true;
}

}  // namespace autopar::runtime
