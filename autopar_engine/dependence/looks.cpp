#include "dependence/looks.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "dependence/updates.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::BinaryOperator;
using loop_ir::Call;
using loop_ir::ExpressionId;
using loop_ir::LoopNest;

// Sums and multiples of lists have their cells, a text may be made of all that they hold.
Look look_of(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Add:
    case BinaryOperator::Multiply:
    case BinaryOperator::Modulo:
    case BinaryOperator::BitAnd:
    case BinaryOperator::BitOr:
    case BinaryOperator::BitXor:
    case BinaryOperator::Subtract:
    case BinaryOperator::MatrixMultiply:
      return Look::Parts;
    case BinaryOperator::TrueDivide:
    case BinaryOperator::FloorDivide:
    case BinaryOperator::Power:
    case BinaryOperator::LeftShift:
    case BinaryOperator::RightShift:
      break;
  }
  return Look::Not;
}

}  // namespace

std::vector<ExpressionId> parents_in(const LoopNest& nest) {
  std::vector<ExpressionId> parents(nest.expressions.size());
  for (const ExpressionId parent_id : nest.expressions.ids()) {
    for (const ExpressionId operand_id : loop_ir::operands_of(nest.expressions[parent_id].node)) {
      parents[operand_id.index()] = parent_id;
    }
  }
  return parents;
}

bool keeps_argument(const LoopNest& nest, const Call& call) {
  const auto* method = std::get_if<loop_ir::Attribute>(&nest.expressions[call.callee_id].node);
  return method != nullptr && (method->attribute == "append" || method->attribute == "add");
}

bool is_method_that_keeps(const LoopNest& nest, const std::vector<ExpressionId>& parents,
                          ExpressionId attribute_id) {
  const ExpressionId call_id = parents[attribute_id.index()];
  const auto* call =
      call_id.is_valid() ? std::get_if<Call>(&nest.expressions[call_id].node) : nullptr;
  return call != nullptr && call->callee_id == attribute_id && keeps_argument(nest, *call);
}

bool takes_numbers(const Call& call) {
  static constexpr auto kTakers = std::to_array<std::string_view>(
      {"abs", "chr", "divmod", "float", "int", "pow", "range", "round"});
  static constexpr auto kOfLists =
      std::to_array<std::string_view>({"math.dist", "math.fsum", "math.prod", "math.sumprod"});
  const bool is_scalar = call.resolved.starts_with("math.") &&
                         std::ranges::find(kOfLists, call.resolved) == kOfLists.end();
  return is_scalar || std::ranges::find(kTakers, call.resolved) != kTakers.end();
}

bool compares_identity(const loop_ir::Comparison& comparison) {
  return std::ranges::all_of(comparison.rest, [](const auto& part) {
    return part.first == loop_ir::ComparisonOperator::Is ||
           part.first == loop_ir::ComparisonOperator::IsNot;
  });
}

Looks::Looks(const LoopNest& nest, const LoopScan& scan) : nest_(nest), parents_(parents_in(nest)) {
  for (const loop_ir::StatementId statement_id : scan.statement_ids) {
    const auto& node = nest.statements[statement_id].node;
    if (const auto* assign = std::get_if<loop_ir::Assign>(&node)) {
      add_assignment(*assign);
    }
  }
  for (const loop_ir::Loop& loop : nest.loops) {
    add_target(loop.target_id);
  }
}

Look Looks::look_at(ExpressionId expression_id) const {
  if (handed_on_.contains(expression_id)) {
    return Look::Not;
  }
  const ExpressionId parent_id = parents_[expression_id.index()];
  if (!parent_id.is_valid()) {
    return Look::Cells;
  }
  const auto& parent = nest_.expressions[parent_id].node;
  if (const auto* subscript = std::get_if<loop_ir::Subscript>(&parent)) {
    const bool is_number = look_at(parent_id) == Look::Not;
    return subscript->base_id != expression_id ? Look::Not : is_number ? Look::Cells : Look::Parts;
  }
  if (const auto* call = std::get_if<Call>(&parent)) {
    return call->callee_id == expression_id || takes_numbers(*call) || keeps_argument(nest_, *call)
               ? Look::Not
           : call->resolved == "len" ? Look::Cells
                                     : Look::Parts;
  }
  if (std::holds_alternative<loop_ir::Attribute>(parent)) {
    return is_method_that_keeps(nest_, parents_, parent_id) ? Look::Cells : Look::Parts;
  }
  if (const auto* comparison = std::get_if<loop_ir::Comparison>(&parent)) {
    return compares_identity(*comparison) ? Look::Not : Look::Parts;
  }
  if (const auto* choice = std::get_if<loop_ir::Conditional>(&parent)) {
    return choice->test_id == expression_id ? Look::Cells : look_at(parent_id);
  }
  if (std::holds_alternative<loop_ir::Display>(parent)) {
    return look_at(parent_id);
  }
  if (const auto* binary = std::get_if<loop_ir::Binary>(&parent)) {
    return look_at_operand(*binary, expression_id);
  }
  const auto* unary = std::get_if<loop_ir::Unary>(&parent);
  const bool raises = unary != nullptr && unary->op != loop_ir::UnaryOperator::Not;
  return raises ? Look::Not : Look::Parts;
}

// `a, b = x` looks into x, `a, b = x, y` into neither.
void Looks::add_assignment(const loop_ir::Assign& assign) {
  const auto is_display = [this](ExpressionId expression_id) {
    return std::holds_alternative<loop_ir::Display>(nest_.expressions[expression_id].node);
  };
  if (is_display(assign.value_id) || std::ranges::none_of(assign.target_ids, is_display)) {
    handed_on_.insert(assign.value_id);
  }
  for (const ExpressionId target_id : assign.target_ids) {
    add_target(target_id);
  }
}

// Names that are bound; of `x[i]` x is looked into.
void Looks::add_target(ExpressionId target_id) {
  if (!target_id.is_valid()) {
    return;
  }
  const auto& node = nest_.expressions[target_id].node;
  if (const auto* display = std::get_if<loop_ir::Display>(&node)) {
    std::ranges::for_each(display->element_ids, [this](ExpressionId each) { add_target(each); });
  }
  handed_on_.insert(target_id);
}

// With a number on the other side a list raises, but for multiples.
Look Looks::look_at_operand(const loop_ir::Binary& binary, ExpressionId expression_id) const {
  const ExpressionId other_id = binary.left_id == expression_id ? binary.right_id : binary.left_id;
  const bool is_multiple = binary.op == loop_ir::BinaryOperator::Multiply;
  return !is_multiple && is_known_number(nest_, other_id) ? Look::Not : look_of(binary.op);
}

}  // namespace autopar::dependence
