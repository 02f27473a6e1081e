#include <algorithm>

#include "frontend/expressions.hpp"

namespace autopar::frontend {

using loop_ir::DisplayKind;
using loop_ir::ExpressionId;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

namespace {

DisplayKind display_kind(Node node) {
  switch (node.kind()) {
    case NodeKind::List:
    case NodeKind::ListPattern:
      return DisplayKind::List;
    case NodeKind::Set:
      return DisplayKind::Set;
    case NodeKind::Dictionary:
      return DisplayKind::Dict;
    default:
      return DisplayKind::Tuple;
  }
}

// Keys and values alternate in a dict, which {**other} cannot.
bool has_unpacked_dict(const std::vector<Node>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [](Node part) { return part.is(NodeKind::DictionarySplat); });
}

}  // namespace

// A tuple may be taken apart at once (a, b = b, a), so only the other displays are refused here.
ExpressionId lower_display(NestBuilder& builder, Node node) {
  const auto parts = node.named_children();
  if (has_unpacked_dict(parts)) {
    return lower_opaque(builder, node, loop_ir::OpaqueExpressionKind::Starred,
                        RefusalKind::Starred);
  }
  loop_ir::Display display{display_kind(node), {}};
  if (display.kind != DisplayKind::Tuple) {
    builder.refuse(RefusalKind::Display, node);
  }
  for (const Node& child : parts) {
    if (child.is(NodeKind::Pair)) {
      for (const Node& part : child.each_named_child()) {
        display.element_ids.push_back(lower_expression(builder, part));
      }
    } else {
      display.element_ids.push_back(lower_expression(builder, child));
    }
  }
  return builder.add(std::move(display), node);
}

}  // namespace autopar::frontend
