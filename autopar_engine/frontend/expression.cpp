#include "frontend/expressions.hpp"

namespace autopar::frontend {

using loop_ir::ExpressionId;
using loop_ir::OpaqueExpressionKind;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

namespace {

ExpressionId lower_parenthesized(NestBuilder& builder, Node node) {
  const auto children = node.named_children();
  if (children.size() != 1) {
    return lower_opaque(builder, node, OpaqueExpressionKind::Damaged, RefusalKind::Damaged);
  }
  return lower_expression(builder, children.front());
}

// The grammar reads *a.b as (*a).b.
bool begins_with_star(Node node) {
  while (true) {
    const Field field = node.is(NodeKind::Attribute)   ? Field::Object
                        : node.is(NodeKind::Subscript) ? Field::Value
                                                       : Field::Function;
    const bool is_chain =
        node.is(NodeKind::Attribute) || node.is(NodeKind::Subscript) || node.is(NodeKind::Call);
    const auto inner = is_chain ? node.child(field) : std::nullopt;
    if (!inner) {
      return false;
    }
    if (inner->is(NodeKind::ListSplat) || inner->is(NodeKind::ListSplatPattern)) {
      return true;
    }
    node = *inner;
  }
}

// An attribute, a subscript or a call.
ExpressionId lower_chain(NestBuilder& builder, Node node) {
  if (begins_with_star(node)) {
    return lower_names_only(builder, node, OpaqueExpressionKind::Other, RefusalKind::Starred);
  }
  if (node.is(NodeKind::Attribute)) {
    return lower_attribute(builder, node);
  }
  return node.is(NodeKind::Subscript) ? lower_subscript(builder, node) : lower_call(builder, node);
}

ExpressionId lower_by_kind(NestBuilder& builder, Node node) {
  switch (node.kind()) {
    case NodeKind::Identifier:
      return lower_name(builder, node);
    case NodeKind::Integer:
    case NodeKind::Float:
      return lower_number(builder, node);
    case NodeKind::True:
    case NodeKind::False:
      return builder.add(loop_ir::BooleanLiteral{node.is(NodeKind::True)}, node);
    case NodeKind::None:
      return builder.add(loop_ir::NoneLiteral{}, node);
    case NodeKind::Ellipsis:
      return builder.add(loop_ir::EllipsisLiteral{}, node);
    case NodeKind::String:
    case NodeKind::ConcatenatedString:
      return lower_string(builder, node);
    case NodeKind::ParenthesizedExpression:
      return lower_parenthesized(builder, node);
    case NodeKind::UnaryOperator:
      return lower_unary(builder, node);
    case NodeKind::NotOperator:
      return lower_not(builder, node);
    case NodeKind::BinaryOperator:
      return lower_binary(builder, node);
    case NodeKind::BooleanOperator:
      return lower_boolean(builder, node);
    case NodeKind::ComparisonOperator:
      return lower_comparison(builder, node);
    case NodeKind::ConditionalExpression:
      return lower_conditional(builder, node);
    case NodeKind::Attribute:
    case NodeKind::Subscript:
    case NodeKind::Call:
      return lower_chain(builder, node);
    case NodeKind::Slice:
      return lower_slice(builder, node);
    case NodeKind::Tuple:
    case NodeKind::List:
    case NodeKind::Set:
    case NodeKind::Dictionary:
    case NodeKind::ExpressionList:
    case NodeKind::PatternList:
    case NodeKind::TuplePattern:
    case NodeKind::ListPattern:
      return lower_display(builder, node);
    case NodeKind::ListComprehension:
    case NodeKind::SetComprehension:
    case NodeKind::DictionaryComprehension:
    case NodeKind::GeneratorExpression:
      return lower_comprehension(builder, node);
    case NodeKind::Lambda:
      return lower_lambda(builder, node);
    case NodeKind::NamedExpression:
      return lower_named_expression(builder, node);
    case NodeKind::Await:
      return lower_opaque(builder, node, OpaqueExpressionKind::Await, RefusalKind::Await);
    case NodeKind::Yield:
      return lower_opaque(builder, node, OpaqueExpressionKind::Yield, RefusalKind::Yield);
    case NodeKind::ListSplat:
    case NodeKind::DictionarySplat:
    case NodeKind::ListSplatPattern:
    case NodeKind::ParenthesizedListSplat:
      return lower_opaque(builder, node, OpaqueExpressionKind::Starred, RefusalKind::Starred);
    case NodeKind::Error:
      return lower_names_only(builder, node, OpaqueExpressionKind::Damaged, RefusalKind::Damaged);
    default:
      return lower_opaque(builder, node, OpaqueExpressionKind::Other,
                          RefusalKind::UnknownStatement);
  }
}

}  // namespace

Node without_parentheses(Node node) {
  const bool is_enclosed = node.is(NodeKind::ParenthesizedExpression) ||
                           (node.is(NodeKind::TuplePattern) && !node.has_token(","));
  const auto children = node.named_children();
  return is_enclosed && children.size() == 1 ? without_parentheses(children.front()) : node;
}

ExpressionId lower_expression(NestBuilder& builder, Node node) {
  const NestingGuard guard(builder);
  if (node.is_missing()) {
    return lower_names_only(builder, node, OpaqueExpressionKind::Damaged, RefusalKind::Damaged);
  }
  if (builder.is_too_deep()) {
    return lower_names_only(builder, node, OpaqueExpressionKind::TooDeep, RefusalKind::TooDeep);
  }
  if (builder.is_too_large()) {
    return lower_names_only(builder, node, OpaqueExpressionKind::TooDeep, RefusalKind::TooLarge);
  }
  return lower_by_kind(builder, node);
}

std::vector<ExpressionId> lower_children(NestBuilder& builder, Node node) {
  std::vector<ExpressionId> ids;
  for (const Node& child : node.each_named_child()) {
    ids.push_back(lower_expression(builder, child));
  }
  return ids;
}

}  // namespace autopar::frontend
