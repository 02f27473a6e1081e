#include "loop_ir/compiled_calls.hpp"

#include <algorithm>

#include "autopar/check.hpp"

namespace autopar::loop_ir {
namespace {

std::optional<ElementReference> find_indexed(const LoopNest& nest, ExpressionId expression_id,
                                             std::string_view resolved) {
  const auto* call = std::get_if<Call>(&nest.expressions[expression_id].node);
  if (call == nullptr || call->resolved != resolved) {
    return std::nullopt;
  }
  ElementReference reference;
  for (const Argument& argument : call->arguments) {
    reference.index_ids.push_back(argument.value_id);
  }
  AUTOPAR_CHECK(reference.index_ids.size() > 1, "a base and an index");
  reference.base_id =
      std::get<NameRead>(nest.expressions[reference.index_ids.front()].node).name_id;
  reference.index_ids.erase(reference.index_ids.begin());
  return reference;
}

bool is_hidden(const Name& name, std::string_view word) {
  return name.text.starts_with(' ') && std::string_view(name.text).substr(1) == word;
}

bool reads_hidden(const LoopNest& nest, ExpressionId expression_id, std::string_view word) {
  const auto* name = std::get_if<NameRead>(&nest.expressions[expression_id].node);
  return name != nullptr && is_hidden(nest.names[name->name_id], word);
}

// The loop binds a hidden name of this text.
bool counts_in(const LoopNest& nest, LoopId loop_id, std::string_view word) {
  const ExpressionId target_id = nest.loops[loop_id].target_id;
  return target_id.is_valid() && reads_hidden(nest, target_id, word);
}

bool reads_cell(const LoopNest& nest, ExpressionId expression_id) {
  return reads_hidden(nest, expression_id, kCellName);
}

bool is_multiple_of_cell(const LoopNest& nest, ExpressionId expression_id) {
  const auto* product = std::get_if<Binary>(&nest.expressions[expression_id].node);
  return reads_cell(nest, expression_id) ||
         (product != nullptr && reads_cell(nest, product->left_id));
}

}  // namespace

std::optional<ElementReference> find_row_length(const LoopNest& nest, ExpressionId expression_id) {
  return find_indexed(nest, expression_id, kRowLength);
}

std::optional<ElementReference> find_place(const LoopNest& nest, ExpressionId expression_id) {
  return find_indexed(nest, expression_id, kPlaceOf);
}

std::vector<SliceBounds> find_slice_bounds(const LoopNest& nest, ExpressionId expression_id) {
  const auto* call = std::get_if<Call>(&nest.expressions[expression_id].node);
  std::vector<SliceBounds> slices;
  if (call == nullptr || call->resolved != kSliceLength) {
    return slices;
  }
  const std::vector<Argument>& parts = call->arguments;
  constexpr std::size_t kParts = 4;
  AUTOPAR_CHECK(!parts.empty(), "a slice");
  AUTOPAR_CHECK(parts.size() % kParts == 0, "four parts of each slice");
  for (std::size_t first = 0; first < parts.size(); first += kParts) {
    const auto& step = std::get<IntegerLiteral>(nest.expressions[parts[first + 3].value_id].node);
    slices.push_back(
        {parts[first].value_id, parts[first + 1].value_id, parts[first + 2].value_id, step.value});
  }
  return slices;
}

bool is_over_slices(const LoopNest& nest, LoopId loop_id) {
  return counts_in(nest, loop_id, kCellName);
}

bool is_over_terms(const LoopNest& nest, LoopId loop_id) {
  return counts_in(nest, loop_id, kTermName);
}

bool is_over_fill(const LoopNest& nest, LoopId loop_id) {
  return counts_in(nest, loop_id, kFillName);
}

bool holds_sum(const Name& name) { return is_hidden(name, kSumName); }

bool is_cell_of_slice(const LoopNest& nest, ExpressionId index_id) {
  const auto* sum = std::get_if<Binary>(&nest.expressions[index_id].node);
  return is_multiple_of_cell(nest, index_id) ||
         (sum != nullptr && is_multiple_of_cell(nest, sum->right_id));
}

}  // namespace autopar::loop_ir
