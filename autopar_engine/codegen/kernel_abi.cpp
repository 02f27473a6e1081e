#include "codegen/kernel_abi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <map>
#include <set>

#include "loop_ir/new_arrays.hpp"
#include "loop_ir/traversal.hpp"
#include "typing/float_sums.hpp"

namespace autopar::codegen {
namespace {

using loop_ir::ArgumentFacts;
using loop_ir::ArrayArgument;
using loop_ir::ComplexArgument;
using loop_ir::FloatArgument;
using loop_ir::IntegerArgument;
using loop_ir::LoopNest;
using loop_ir::NameId;
using typing::NestTypes;
using typing::Representation;

// Elements and extents that the nest mentions decide how many dimensions of an array it sees.
std::map<NameId, std::uint32_t> ranks_of_arrays(const LoopNest& nest, const NestTypes& types) {
  std::map<NameId, std::uint32_t> ranks;
  const auto mention = [&](NameId name_id, std::size_t rank) {
    if (types.arrays.contains(name_id)) {
      ranks[name_id] = std::max(ranks[name_id], static_cast<std::uint32_t>(rank));
    }
  };
  for (const auto expression_id : nest.expressions.ids()) {
    if (const auto element = loop_ir::find_element(nest, expression_id)) {
      mention(element->base_id, element->index_ids.size());
    }
    if (const auto extent = loop_ir::find_extent(nest, expression_id)) {
      mention(extent->name_id, extent->dimension + std::size_t{1});
    }
  }
  for (const loop_ir::Symbol& symbol : nest.symbols) {
    if (symbol.kind == loop_ir::SymbolKind::Extent) {
      mention(symbol.name_id, symbol.dimension + std::size_t{1});
    }
  }
  return ranks;
}

std::set<typing::InnerLoop> inner_loops_of(const LoopNest& nest, const NestTypes& types) {
  std::set<typing::InnerLoop> loops;
  for (const auto expression_id : nest.expressions.ids()) {
    if (const auto loop = typing::find_inner_loop(nest, types, expression_id)) {
      loops.insert(*loop);
    }
  }
  return loops;
}

bool has_float_sums(const LoopNest& nest, const NestTypes& types) {
  return std::ranges::any_of(nest.loops.ids(), [&](loop_ir::LoopId loop_id) {
    return typing::find_float_sum(nest, types, loop_id).has_value();
  });
}

bool fill_scalar(const ScalarField& field, const loop_ir::LiveArgument& argument,
                 std::vector<FrameSlot>& frame) {
  FrameSlot& value = frame[field.value_slot];
  if (const auto* real = std::get_if<FloatArgument>(&argument)) {
    value.real = real->value;
    frame[field.type_slot()].integer = static_cast<std::int64_t>(typing::type_of_argument(*real));
    return field.representation != Representation::Int64;
  }
  if (const auto* complex = std::get_if<ComplexArgument>(&argument)) {
    value.real = complex->real;
    frame[field.imaginary_slot()].real = complex->imaginary;
    frame[field.type_slot()].integer =
        static_cast<std::int64_t>(typing::type_of_argument(*complex));
    return field.representation == Representation::Complex;
  }
  const auto* integer = std::get_if<IntegerArgument>(&argument);
  if (integer == nullptr) {
    return false;
  }
  frame[field.type_slot()].integer = static_cast<std::int64_t>(typing::type_of_argument(*integer));
  if (field.representation == Representation::Int64) {
    value.integer = integer->value;
    return true;
  }
  value.real = static_cast<double>(integer->value);
  return is_exact_as_double(integer->value);
}

bool fill_array(const ArrayField& field, const ArrayArgument* argument,
                std::vector<FrameSlot>& frame) {
  if (argument == nullptr || argument->rank() < field.rank) {
    return false;
  }
  frame[field.data_slot].data = std::bit_cast<void*>(argument->address);
  for (std::uint32_t dimension = 0; dimension < field.rank; ++dimension) {
    frame[field.extent_slot(dimension)].integer = argument->extents[dimension];
    frame[field.stride_slot(dimension)].integer = argument->strides_bytes[dimension];
  }
  return true;
}

template <class Field>
const Field* find_field(const std::vector<Field>& fields, NameId name_id) {
  const auto found = std::ranges::find(fields, name_id, &Field::name_id);
  return found == fields.end() ? nullptr : &*found;
}

}  // namespace

bool is_exact_as_double(std::int64_t value) {
  constexpr std::int64_t kLargest = std::int64_t{1} << 53;
  return -kLargest <= value && value <= kLargest;
}

const ArrayField* FrameLayout::find_array(NameId name_id) const {
  return find_field(arrays, name_id);
}

const ScalarField* FrameLayout::find_scalar(NameId name_id) const {
  return find_field(scalars, name_id);
}

FrameLayout make_frame_layout(const LoopNest& nest, const NestTypes& types) {
  FrameLayout layout;
  for (const auto& [name_id, rank] : ranks_of_arrays(nest, types)) {
    layout.arrays.push_back({name_id, rank, layout.slot_count});
    layout.slot_count += 1 + 2 * rank;
    if (types.is_mixed_list(name_id)) {
      layout.arrays.back().types_slot = layout.slot_count++;
    }
    if (loop_ir::find_new_array(nest, name_id) != nullptr) {
      layout.arrays.back().copies_slot = layout.slot_count;
      layout.slot_count += 3;
    }
  }
  for (const auto& [name_id, value_types] : types.scalars) {
    const loop_ir::Name& name = nest.names[name_id];
    layout.scalars.push_back(
        {name_id, typing::representation_of(value_types), name.is_left(), layout.slot_count});
    layout.slot_count += layout.scalars.back().slot_count();
  }
  for (const typing::InnerLoop& loop : inner_loops_of(nest, types)) {
    layout.inner_loops.push_back({loop, layout.slot_count});
    layout.slot_count += 2;
  }
  layout.failure_slot = layout.slot_count++;
  layout.latest_slot = layout.slot_count++;
  if (has_float_sums(nest, types)) {
    layout.parts_slot = layout.slot_count;
    layout.slot_count += 2;
  }
  return layout;
}

std::optional<std::vector<FrameSlot>> fill_frame(const FrameLayout& layout,
                                                 const ArgumentFacts& facts) {
  std::vector<FrameSlot> frame(layout.slot_count, FrameSlot{.integer = 0});
  for (const ArrayField& field : layout.arrays) {
    if (!fill_array(field, facts.find_array(field.name_id), frame)) {
      return std::nullopt;
    }
  }
  for (const ScalarField& field : layout.scalars) {
    frame[field.type_slot()].integer = kNoValue;
    const auto argument = facts.arguments.find(field.name_id);
    if (argument != facts.arguments.end() && !fill_scalar(field, argument->second, frame)) {
      return std::nullopt;
    }
  }
  return frame;
}

std::string kernel_name(std::uint32_t number) { return fmt::format("autopar_kernel_{}", number); }

}  // namespace autopar::codegen
