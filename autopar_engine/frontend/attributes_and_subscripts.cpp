#include "frontend/attribute_names.hpp"
#include "frontend/compiled_calls.hpp"
#include "frontend/expressions.hpp"

namespace autopar::frontend {

using loop_ir::ExpressionId;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

ExpressionId lower_attribute(NestBuilder& builder, Node node) {
  const auto object = node.child(Field::Object);
  const auto attribute = node.child(Field::Attribute);
  if (!object || !attribute) {
    return lower_names_only(builder, node, loop_ir::OpaqueExpressionKind::Damaged,
                            RefusalKind::Damaged);
  }
  const ExpressionId object_id = lower_expression(builder, *object);
  const ExpressionId name_id = lower_attribute_name(builder, object_id, attribute->text(), node);
  return name_id.is_valid()
             ? name_id
             : builder.add(loop_ir::Attribute{object_id, std::string(attribute->text())}, node);
}

namespace {

void lower_tuple_index(NestBuilder& builder, Node tuple, std::vector<ExpressionId>& index_ids) {
  if (tuple.named_children().size() > 1) {
    index_ids = lower_children(builder, tuple);
    return;
  }
  builder.refuse(RefusalKind::Display, tuple);
  index_ids.push_back(lower_expression(builder, tuple));
}

}  // namespace

// a[i,], a[(i,)] and a[()] have a tuple of one or none as their index, a[i, j] and a[(i, j)] two
// indices.
ExpressionId lower_subscript(NestBuilder& builder, Node node) {
  const auto base = node.child(Field::Value);
  const auto indices = node.children(Field::Subscript);
  if (!base || indices.empty()) {
    return lower_names_only(builder, node, loop_ir::OpaqueExpressionKind::Damaged,
                            RefusalKind::Damaged);
  }
  if (builder.counts_elements) {
    const ExpressionId part_id = lower_part_of_divmod(builder, node);
    if (part_id.is_valid()) {
      return part_id;
    }
  }
  loop_ir::Subscript subscript;
  subscript.base_id = lower_expression(builder, *base);
  if (indices.size() == 1 && node.has_token(",")) {
    const ExpressionId index_id = lower_expression(builder, indices.front());
    builder.refuse(RefusalKind::Display, indices.front());
    subscript.index_ids.push_back(
        builder.add(loop_ir::Display{loop_ir::DisplayKind::Tuple, {index_id}}, indices.front()));
  } else if (indices.size() == 1 && indices.front().is(NodeKind::Tuple)) {
    lower_tuple_index(builder, indices.front(), subscript.index_ids);
  } else {
    for (const Node& index : indices) {
      subscript.index_ids.push_back(lower_expression(builder, index));
    }
  }
  return builder.add(std::move(subscript), node);
}

// A slice's parts are told apart by the colons between them.
ExpressionId lower_slice(NestBuilder& builder, Node node) {
  loop_ir::Slice slice;
  ExpressionId* const parts[] = {&slice.lower_id, &slice.upper_id, &slice.step_id};
  std::size_t colons = 0;
  for (const Node& child : node.children()) {
    if (child.is(NodeKind::Token)) {
      colons += child.text() == ":" ? 1 : 0;
    } else if (colons < std::size(parts)) {
      *parts[colons] = lower_expression(builder, child);
    }
  }
  return builder.add(slice, node);
}

}  // namespace autopar::frontend
