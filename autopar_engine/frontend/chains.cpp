#include "frontend/chains.hpp"

namespace autopar::frontend {

using loop_ir::ExpressionId;
using loop_ir::LoopNest;
using loop_ir::NameId;

std::optional<NameId> chain_root(const LoopNest& nest, ExpressionId expression_id) {
  while (const auto* attribute = find_node<loop_ir::Attribute>(nest, expression_id)) {
    expression_id = attribute->object_id;
  }
  const auto* name = find_node<loop_ir::NameRead>(nest, expression_id);
  return name != nullptr ? std::optional(name->name_id) : std::nullopt;
}

std::optional<std::string> chain_text(const LoopNest& nest, ExpressionId expression_id) {
  std::string rest;
  const bool is_plain_name = find_node<loop_ir::NameRead>(nest, expression_id) != nullptr;
  while (const auto* attribute = find_node<loop_ir::Attribute>(nest, expression_id)) {
    rest = "." + attribute->attribute + rest;
    expression_id = attribute->object_id;
  }
  const auto* name = find_node<loop_ir::NameRead>(nest, expression_id);
  if (name == nullptr || (!is_plain_name && nest.names[name->name_id].is_written)) {
    return std::nullopt;
  }
  return nest.names[name->name_id].text + rest;
}

SubscriptChain subscript_chain(const LoopNest& nest, ExpressionId expression_id) {
  SubscriptChain chain{expression_id, {}};
  while (const auto* subscript = find_node<loop_ir::Subscript>(nest, chain.base_id)) {
    chain.index_ids.insert(chain.index_ids.begin(), subscript->index_ids.begin(),
                           subscript->index_ids.end());
    chain.base_id = subscript->base_id;
  }
  return chain;
}

}  // namespace autopar::frontend
