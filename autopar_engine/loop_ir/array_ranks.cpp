#include "loop_ir/array_ranks.hpp"

#include <algorithm>
#include <set>

#include "loop_ir/compiled_calls.hpp"

namespace autopar::loop_ir {
namespace {

const ArrayArgument* find_exact_array(const ArgumentFacts& facts, NameId name_id) {
  const ArrayArgument* array = facts.find_array(name_id);
  return array == nullptr || array->is_list ? nullptr : array;
}

// Expressions of which the one around them takes elements or measures extents.
std::set<ExpressionId> find_bases(const LoopNest& nest) {
  std::set<ExpressionId> bases;
  for (const Expression& expression : nest.expressions) {
    if (const auto* subscript = std::get_if<Subscript>(&expression.node)) {
      bases.insert(subscript->base_id);
    } else if (const auto* attribute = std::get_if<Attribute>(&expression.node)) {
      bases.insert(attribute->object_id);
    } else if (const auto* call = std::get_if<Call>(&expression.node);
               call != nullptr && (call->resolved == "len" || is_compiled_call(*call)) &&
               !call->arguments.empty()) {
      bases.insert(call->arguments.front().value_id);
    }
  }
  return bases;
}

}  // namespace

ArrayRanks ranks_of(const LoopNest& nest, const ArgumentFacts& facts) {
  ArrayRanks ranks;
  for (const auto& [name_id, argument] : facts.arguments) {
    if (const ArrayArgument* array = find_exact_array(facts, name_id)) {
      ranks.emplace(nest.names[name_id].text, array->rank());
    }
  }
  return ranks;
}

bool may_use_rows(const LoopNest& nest, const ArgumentFacts& facts) {
  const bool has_rows = std::ranges::any_of(nest.accesses, [&](const Access& access) {
    const ArrayArgument* array = find_exact_array(facts, access.base_id);
    return access.kind == AccessKind::Element && array != nullptr &&
           array->rank() > access.dimensions.size();
  });
  if (has_rows) {
    return true;
  }
  const std::set<ExpressionId> bases = find_bases(nest);
  return std::ranges::any_of(nest.expressions.ids(), [&](ExpressionId expression_id) {
    const auto* name = std::get_if<NameRead>(&nest.expressions[expression_id].node);
    return name != nullptr && find_exact_array(facts, name->name_id) != nullptr &&
           !bases.contains(expression_id);
  });
}

}  // namespace autopar::loop_ir
