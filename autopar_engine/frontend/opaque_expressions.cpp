#include <set>

#include "frontend/expressions.hpp"

namespace autopar::frontend {

using loop_ir::ExpressionId;
using loop_ir::OpaqueExpression;
using loop_ir::OpaqueExpressionKind;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

ExpressionId lower_opaque(NestBuilder& builder, Node node, OpaqueExpressionKind kind,
                          RefusalKind refusal) {
  OpaqueExpression opaque;
  opaque.kind = kind;
  opaque.refusal_id = builder.refuse(refusal, node);
  opaque.operand_ids = lower_children(builder, node);
  return builder.add(std::move(opaque), node);
}

ExpressionId lower_names_only(NestBuilder& builder, Node node, OpaqueExpressionKind kind,
                              RefusalKind refusal) {
  OpaqueExpression opaque;
  opaque.kind = kind;
  opaque.refusal_id = builder.refuse(refusal, node);
  std::set<std::string_view> seen;
  std::vector<Node> pending{node};
  while (!pending.empty()) {
    const Node next = pending.back();
    pending.pop_back();
    if (next.is(NodeKind::Identifier) && seen.insert(next.text()).second) {
      opaque.operand_ids.push_back(lower_name(builder, next));
    }
    const auto children = next.named_children();
    pending.insert(pending.end(), children.rbegin(), children.rend());
  }
  return builder.add(std::move(opaque), node);
}

std::vector<ExpressionId> lower_free_names(NestBuilder& builder, Node node) {
  const Scope inner = make_scope(node, &builder.scope(), builder.facts());
  std::set<std::string_view> names;
  for (const std::string& name : inner.occurrences.names()) {
    if (!inner.binds(name)) {
      names.insert(name);
    }
  }
  std::vector<ExpressionId> reads;
  for (const std::string_view name : names) {
    reads.push_back(builder.add(loop_ir::NameRead{builder.name(name)}, node));
  }
  return reads;
}

ExpressionId lower_lambda(NestBuilder& builder, Node node) {
  OpaqueExpression lambda;
  lambda.kind = OpaqueExpressionKind::Lambda;
  lambda.refusal_id = builder.refuse(RefusalKind::Lambda, node);
  if (const auto parameters = node.child(Field::Parameters)) {
    for (const Node& parameter : parameters->each_named_child()) {
      if (const auto value = parameter.child(Field::Value)) {
        lambda.operand_ids.push_back(lower_expression(builder, *value));
      }
    }
  }
  const auto reads = lower_free_names(builder, node);
  lambda.operand_ids.insert(lambda.operand_ids.end(), reads.begin(), reads.end());
  return builder.add(std::move(lambda), node);
}

ExpressionId lower_named_expression(NestBuilder& builder, Node node) {
  const auto name = node.child(Field::Name);
  const auto value = node.child(Field::Value);
  if (!name || !value || !name->is(NodeKind::Identifier)) {
    return lower_names_only(builder, node, OpaqueExpressionKind::Damaged, RefusalKind::Damaged);
  }
  OpaqueExpression named;
  named.kind = OpaqueExpressionKind::NamedExpression;
  named.refusal_id = builder.refuse(RefusalKind::NamedExpression, node);
  named.operand_ids.push_back(lower_expression(builder, *value));
  named.written_name_ids.push_back(builder.name(name->text()));
  builder.mark_written(named.written_name_ids.front());
  return builder.add(std::move(named), node);
}

}  // namespace autopar::frontend
