#include "frontend/compiled_calls.hpp"
#include "frontend/expressions.hpp"
#include "frontend/new_arrays.hpp"
#include "frontend/slice_statements.hpp"
#include "frontend/statements.hpp"

namespace autopar::frontend {

using loop_ir::Block;
using loop_ir::ExpressionId;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

namespace {

// `row = c[i]`, where the name stands for c[i] from now on, and is bound to its place.
ExpressionId lower_row_binding(NestBuilder& builder, Node target, Node value) {
  if (!target.is(NodeKind::Identifier) || !builder.row_names.contains(std::string(target.text()))) {
    return {};
  }
  const ExpressionId element_id = lower_expression(builder, value);
  builder.bind_row(target.text(), [&builder, value] { return lower_expression(builder, value); });
  return lower_place_of(builder, element_id, value);
}

// What one target is given in the form that is compiled; not valid if that is just the value.
ExpressionId lower_compiled_assignment(NestBuilder& builder, Node target, Node value) {
  const ExpressionId row_id = lower_row_binding(builder, target, value);
  return row_id.is_valid() ? row_id : lower_unpacked_divmod(builder, value, target);
}

}  // namespace

// The tree nests a = b = value to the right. An annotation without a value binds nothing.
void lower_assignment(NestBuilder& builder, Node node, Block& block) {
  if (lower_slice_statement(builder, node, block) || lower_new_array(builder, node, block)) {
    return;
  }
  std::vector<Node> targets;
  std::optional<Node> value = node;
  while (value && value->is(NodeKind::Assignment)) {
    const auto left = value->child(Field::Left);
    if (!left) {
      return lower_statement_names_only(builder, node, loop_ir::OpaqueStatementKind::Damaged,
                                        RefusalKind::Damaged, block);
    }
    targets.push_back(*left);
    value = value->child(Field::Right);
  }
  if (!value) {
    block.push_back(builder.add(loop_ir::Pass{}, node));
    return;
  }
  loop_ir::Assign assign;
  if (builder.counts_elements && targets.size() == 1) {
    assign.value_id = lower_compiled_assignment(builder, targets.front(), *value);
  }
  if (!assign.value_id.is_valid()) {
    assign.value_id = lower_expression(builder, *value);
  }
  for (const Node& target : targets) {
    assign.target_ids.push_back(lower_target(builder, target));
  }
  block.push_back(builder.add(std::move(assign), node));
}

void lower_augmented_assignment(NestBuilder& builder, Node node, Block& block) {
  if (lower_slice_statement(builder, node, block)) {
    return;
  }
  const auto left = node.child(Field::Left);
  const auto right = node.child(Field::Right);
  const auto op_token = node.child(Field::Operator);
  const auto op = op_token ? binary_operator_of(op_token->kind_name()) : std::nullopt;
  if (!left || !right || !op) {
    return lower_statement_names_only(builder, node, loop_ir::OpaqueStatementKind::Damaged,
                                      RefusalKind::Damaged, block);
  }
  const ExpressionId target_id = lower_target(builder, *left);
  const ExpressionId value_id = lower_expression(builder, *right);
  block.push_back(builder.add(loop_ir::AugmentedAssign{target_id, *op, value_id}, node));
}

}  // namespace autopar::frontend
