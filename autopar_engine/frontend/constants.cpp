#include "frontend/expressions.hpp"
#include "frontend/literals.hpp"

namespace autopar::frontend {

using loop_ir::ExpressionId;
using loop_ir::OpaqueExpressionKind;
using syntax::Node;
using syntax::NodeKind;

ExpressionId lower_number(NestBuilder& builder, Node node) {
  auto number = number_node(node.text());
  if (!number) {
    return lower_opaque(builder, node, OpaqueExpressionKind::Damaged, RefusalKind::Damaged);
  }
  if (std::holds_alternative<loop_ir::BigIntegerLiteral>(*number)) {
    builder.refuse(RefusalKind::BigInteger, node);
  }
  return builder.add(std::move(*number), node);
}

namespace {

// Depth first without recursion along concatenations: at most two levels hold interpolations.
std::vector<Node> interpolations_of(Node string) {
  std::vector<Node> found;
  for (const Node& child : string.named_children()) {
    if (child.is(NodeKind::Interpolation)) {
      found.push_back(child);
    } else if (child.is(NodeKind::String)) {
      const auto inner = interpolations_of(child);
      found.insert(found.end(), inner.begin(), inner.end());
    }
  }
  return found;
}

ExpressionId lower_formatted_string(NestBuilder& builder, Node node,
                                    const std::vector<Node>& interpolations) {
  loop_ir::OpaqueExpression formatted;
  formatted.kind = OpaqueExpressionKind::FormattedString;
  formatted.refusal_id = builder.refuse(RefusalKind::FormattedString, node);
  for (const Node& interpolation : interpolations) {
    const auto parts = lower_children(builder, interpolation);
    formatted.operand_ids.insert(formatted.operand_ids.end(), parts.begin(), parts.end());
  }
  return builder.add(std::move(formatted), node);
}

}  // namespace

ExpressionId lower_string(NestBuilder& builder, Node node) {
  if (node.text().starts_with('`')) {
    return lower_names_only(builder, node, OpaqueExpressionKind::Backquote,
                            RefusalKind::UnknownStatement);
  }
  if (const auto interpolations = interpolations_of(node); !interpolations.empty()) {
    return lower_formatted_string(builder, node, interpolations);
  }
  builder.refuse(RefusalKind::String, node);
  return builder.add(loop_ir::StringLiteral{std::string(node.text())}, node);
}

}  // namespace autopar::frontend
