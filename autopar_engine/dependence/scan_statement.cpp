#include "dependence/scan_statement.hpp"

#include <algorithm>

#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::BinaryOperator;
using loop_ir::ExpressionId;
using loop_ir::LoopNest;

bool is_associative(BinaryOperator op) {
  return op == BinaryOperator::Add || op == BinaryOperator::Multiply ||
         op == BinaryOperator::BitAnd || op == BinaryOperator::BitOr ||
         op == BinaryOperator::BitXor;
}

bool holds(const LoopNest& nest, ExpressionId whole_id, ExpressionId part_id) {
  const auto parts = loop_ir::subtree_of(nest, whole_id);
  return std::ranges::find(parts, part_id) != parts.end();
}

// The value combines the earlier cell with the rest by one operator.
bool combines(const LoopNest& nest, ExpressionId value_id, ExpressionId earlier_id) {
  const loop_ir::ExpressionNode& node = nest.expressions[value_id].node;
  if (const auto* call = std::get_if<loop_ir::Call>(&node)) {
    const bool is_extreme = call->resolved == "min" || call->resolved == "max";
    return is_extreme && call->arguments.size() == 2 &&
           (call->arguments[0].value_id == earlier_id || call->arguments[1].value_id == earlier_id);
  }
  const auto* binary = std::get_if<loop_ir::Binary>(&node);
  if (binary == nullptr) {
    return false;
  }
  const bool is_left = binary->left_id == earlier_id;
  const bool is_right = binary->right_id == earlier_id;
  return (is_associative(binary->op) && (is_left || is_right)) ||
         (binary->op == BinaryOperator::Subtract && is_left);
}

// A running row, not a running value.
bool has_slice(const loop_ir::Access& access) {
  return std::ranges::any_of(access.dimensions, [](const auto& dimension) {
    return dimension.form == loop_ir::SubscriptForm::Slice;
  });
}

std::optional<std::string> group_of(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Add:
    case BinaryOperator::Subtract:
      return "+";
    case BinaryOperator::Multiply:
      return "*";
    case BinaryOperator::BitAnd:
      return "&";
    case BinaryOperator::BitOr:
      return "|";
    case BinaryOperator::BitXor:
      return "^";
    default:
      return std::nullopt;
  }
}

}  // namespace

bool is_scan_statement(const LoopNest& nest, const Dependence& dependence,
                       loop_ir::LoopId loop_id) {
  const loop_ir::Access& source = nest.accesses[dependence.source_id];
  const loop_ir::Access& sink = nest.accesses[dependence.sink_id];
  if (!source.statement_id.is_valid() || source.statement_id != sink.statement_id ||
      source.loop_ids.back() != loop_id || has_slice(source)) {
    return false;
  }
  const loop_ir::StatementNode& node = nest.statements[source.statement_id].node;
  if (const auto* augmented = std::get_if<loop_ir::AugmentedAssign>(&node)) {
    return is_associative(augmented->op) && augmented->value_id == sink.expression_id;
  }
  const auto* assign = std::get_if<loop_ir::Assign>(&node);
  return assign != nullptr && holds(nest, assign->value_id, sink.expression_id) &&
         combines(nest, assign->value_id, sink.expression_id);
}

std::optional<std::string> scan_operator(const LoopNest& nest, const Dependence& dependence) {
  const auto& node = nest.statements[nest.accesses[dependence.source_id].statement_id].node;
  if (const auto* augmented = std::get_if<loop_ir::AugmentedAssign>(&node)) {
    return group_of(augmented->op);
  }
  const auto* assign = std::get_if<loop_ir::Assign>(&node);
  if (assign == nullptr) {
    return std::nullopt;
  }
  const auto& value = nest.expressions[assign->value_id].node;
  if (const auto* call = std::get_if<loop_ir::Call>(&value)) {
    return call->resolved;
  }
  const auto* binary = std::get_if<loop_ir::Binary>(&value);
  return binary != nullptr ? group_of(binary->op) : std::nullopt;
}

}  // namespace autopar::dependence
