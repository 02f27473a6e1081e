#include "dependence/consumed_reads.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::ExpressionId;
using loop_ir::LoopNest;

bool stores_into_array(const LoopNest& nest, const loop_ir::Assign& assign) {
  return std::ranges::all_of(assign.target_ids, [&](ExpressionId target_id) {
    const auto element = loop_ir::find_element(nest, target_id);
    return element && nest.names[element->base_id].kind == loop_ir::BaseKind::Ndarray;
  });
}

bool makes_number(const loop_ir::Call& call) {
  static constexpr auto kMakers =
      std::to_array<std::string_view>({"abs", "bool", "float", "int", "str"});
  return call.resolved.starts_with("math.") ||
         std::ranges::find(kMakers, call.resolved) != kMakers.end();
}

}  // namespace

bool is_consumed(const LoopNest& nest, ExpressionId read_id) {
  const auto is_operand = [&](const loop_ir::Expression& expression) {
    const auto* binary = std::get_if<loop_ir::Binary>(&expression.node);
    const auto* unary = std::get_if<loop_ir::Unary>(&expression.node);
    const auto* comparison = std::get_if<loop_ir::Comparison>(&expression.node);
    return (binary != nullptr && (binary->left_id == read_id || binary->right_id == read_id)) ||
           (unary != nullptr && unary->operand_id == read_id) ||
           (comparison != nullptr && (comparison->first_id == read_id ||
                                      std::ranges::any_of(comparison->rest, [&](const auto& each) {
                                        return each.second == read_id;
                                      })));
  };
  const auto is_number = [&](const loop_ir::Expression& expression) {
    const auto* call = std::get_if<loop_ir::Call>(&expression.node);
    return call != nullptr && makes_number(*call) &&
           std::ranges::any_of(call->arguments, [&](const loop_ir::Argument& argument) {
             return argument.value_id == read_id;
           });
  };
  const auto is_taken = [&](const loop_ir::Statement& statement) {
    const auto* update = std::get_if<loop_ir::AugmentedAssign>(&statement.node);
    const auto* assign = std::get_if<loop_ir::Assign>(&statement.node);
    return (update != nullptr && (update->value_id == read_id || update->target_id == read_id)) ||
           (assign != nullptr && assign->value_id == read_id && stores_into_array(nest, *assign));
  };
  return std::ranges::any_of(nest.expressions, is_operand) ||
         std::ranges::any_of(nest.expressions, is_number) ||
         std::ranges::any_of(nest.statements, is_taken);
}

}  // namespace autopar::dependence
