#include "loop_ir/compiled_calls.hpp"

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

}  // namespace

std::optional<ElementReference> find_row_length(const LoopNest& nest, ExpressionId expression_id) {
  return find_indexed(nest, expression_id, kRowLength);
}

std::optional<ElementReference> find_place(const LoopNest& nest, ExpressionId expression_id) {
  return find_indexed(nest, expression_id, kPlaceOf);
}

}  // namespace autopar::loop_ir
