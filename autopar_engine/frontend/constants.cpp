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

bool is_format(Node part) {
  return part.kind_name() == "format_specifier" || part.kind_name() == "type_conversion";
}

namespace {

// Depth first without recursion along concatenations: at most two levels hold interpolations.
std::vector<Node> interpolations_of(Node string) {
  std::vector<Node> found;
  for (const Node& child : string.each_named_child()) {
    if (child.is(NodeKind::Interpolation)) {
      found.push_back(child);
    } else if (child.is(NodeKind::String)) {
      const auto inner = interpolations_of(child);
      found.insert(found.end(), inner.begin(), inner.end());
    }
  }
  return found;
}

// The value of {value!r:>{width}}, then what its format interpolates.
void add_interpolated(NestBuilder& builder, Node interpolation,
                      std::vector<ExpressionId>& operand_ids) {
  const NestingGuard guard(builder);
  for (const Node& part : interpolation.each_named_child()) {
    if (!is_format(part)) {
      operand_ids.push_back(lower_expression(builder, part));
      continue;
    }
    for (const Node& inner : part.each_named_child()) {
      if (!builder.is_too_deep()) {
        add_interpolated(builder, inner, operand_ids);
      }
    }
  }
}

ExpressionId lower_formatted_string(NestBuilder& builder, Node node,
                                    const std::vector<Node>& interpolations) {
  loop_ir::OpaqueExpression formatted;
  formatted.kind = OpaqueExpressionKind::FormattedString;
  formatted.refusal_id = builder.refuse(RefusalKind::FormattedString, node);
  for (const Node& interpolation : interpolations) {
    add_interpolated(builder, interpolation, formatted.operand_ids);
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
