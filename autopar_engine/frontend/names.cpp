#include "frontend/expressions.hpp"

namespace autopar::frontend {

using loop_ir::ExpressionId;
using loop_ir::NameId;
using loop_ir::OpaqueExpressionKind;
using syntax::Node;
using syntax::NodeKind;

ExpressionId lower_name(NestBuilder& builder, Node node) {
  if (const auto value_id = builder.lower_name_of_inlined(node.text(), node)) {
    return *value_id;
  }
  if (const auto row_id = builder.lower_row(node.text())) {
    return *row_id;
  }
  return builder.add(loop_ir::NameRead{builder.name(node.text())}, node);
}

namespace {

ExpressionId lower_name_target(NestBuilder& builder, Node node) {
  const NameId name_id = builder.name(node.text());
  builder.mark_written(name_id);
  return builder.add(loop_ir::NameRead{name_id}, node);
}

ExpressionId lower_display_target(NestBuilder& builder, Node node) {
  const bool is_list = node.is(NodeKind::List) || node.is(NodeKind::ListPattern);
  loop_ir::Display display{is_list ? loop_ir::DisplayKind::List : loop_ir::DisplayKind::Tuple, {}};
  for (const Node& child : node.each_named_child()) {
    display.element_ids.push_back(lower_target(builder, child));
  }
  return builder.add(std::move(display), node);
}

// (a) = ... is no tuple.
bool is_parenthesized(Node pattern) {
  return pattern.named_children().size() == 1 && !pattern.has_token(",");
}

ExpressionId lower_starred_target(NestBuilder& builder, Node node) {
  loop_ir::OpaqueExpression starred;
  starred.kind = OpaqueExpressionKind::Starred;
  starred.refusal_id = builder.refuse(RefusalKind::Starred, node);
  for (const Node& child : node.each_named_child()) {
    starred.operand_ids.push_back(lower_target(builder, child));
  }
  return builder.add(std::move(starred), node);
}

}  // namespace

ExpressionId lower_target(NestBuilder& builder, Node node) {
  const NestingGuard guard(builder);
  if (builder.is_too_deep()) {
    return lower_names_only(builder, node, OpaqueExpressionKind::TooDeep, RefusalKind::TooDeep);
  }
  switch (node.kind()) {
    case NodeKind::Identifier:
      return lower_name_target(builder, node);
    case NodeKind::TuplePattern:
      return is_parenthesized(node) ? lower_target(builder, node.named_children().front())
                                    : lower_display_target(builder, node);
    case NodeKind::PatternList:
    case NodeKind::ListPattern:
    case NodeKind::ExpressionList:
    case NodeKind::Tuple:
    case NodeKind::List:
      return lower_display_target(builder, node);
    case NodeKind::ParenthesizedExpression:
      return lower_target(builder, node.named_children().front());
    case NodeKind::ListSplat:
    case NodeKind::ListSplatPattern:
      return lower_starred_target(builder, node);
    case NodeKind::Attribute: {
      builder.refuse(RefusalKind::UnknownTarget, node, std::string(node.text()));
      const KeptAttributes kept(builder);
      return lower_attribute(builder, node);
    }
    case NodeKind::Subscript:
      return lower_subscript(builder, node);
    default:
      return lower_opaque(builder, node, OpaqueExpressionKind::Other, RefusalKind::UnknownTarget);
  }
}

}  // namespace autopar::frontend
