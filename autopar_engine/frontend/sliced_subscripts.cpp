#include "frontend/sliced_subscripts.hpp"

#include <iterator>

#include "frontend/expressions.hpp"
#include "frontend/literals.hpp"

namespace autopar::frontend {

using loop_ir::BinaryOperator;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

bool holds_slice(Node node) {
  std::vector<Node> pending{node};
  while (!pending.empty()) {
    const Node next = pending.back();
    pending.pop_back();
    if (next.is(NodeKind::Slice)) {
      return true;
    }
    const auto children = next.named_children();
    pending.insert(pending.end(), children.begin(), children.end());
  }
  return false;
}

std::vector<Node> slices_of(Node subscript) {
  auto indices = subscript.children(Field::Subscript);
  std::erase_if(indices, [](Node index) { return !index.is(NodeKind::Slice); });
  return indices;
}

std::optional<std::int64_t> small_literal(Node node) {
  constexpr std::int64_t kMost = std::int64_t{1} << 31;
  const auto operand = node.child(Field::Argument);
  const bool is_negative = sign_of(node) == loop_ir::UnaryOperator::Negate && operand;
  const Node digits = is_negative ? *operand : node;
  const auto value =
      digits.is(NodeKind::Integer) ? integer_value(digits.text()) : std::optional<std::int64_t>();
  return value && *value < kMost ? std::optional(is_negative ? -*value : *value) : std::nullopt;
}

std::optional<WrittenSlice> read_slice(Node slice) {
  WrittenSlice read;
  std::optional<Node> step;
  std::optional<Node>* const parts[] = {&read.lower, &read.upper, &step};
  std::size_t colons = 0;
  for (const Node& child : slice.children()) {
    if (child.is(NodeKind::Token)) {
      colons += child.text() == ":" ? 1 : 0;
    } else if (colons < std::size(parts)) {
      *parts[colons] = child;
    }
  }
  const auto literal = step ? small_literal(*step) : std::optional<std::int64_t>(1);
  const auto is_literal = [](const std::optional<Node>& bound) {
    return !bound || small_literal(*bound).has_value();
  };
  read.step = literal.value_or(0);
  const bool is_known = read.step > 0 || (is_literal(read.lower) && is_literal(read.upper));
  return read.step != 0 && is_known ? std::optional(read) : std::nullopt;
}

std::optional<BinaryOperator> array_operator_of(Node node) {
  const auto token = node.child(Field::Operator);
  const auto op = token ? binary_operator_of(token->kind_name()) : std::nullopt;
  const bool is_taken = op == BinaryOperator::Add || op == BinaryOperator::Subtract ||
                        op == BinaryOperator::Multiply || op == BinaryOperator::TrueDivide;
  return is_taken ? op : std::nullopt;
}

bool is_plain_bound(Node node) {
  switch (node.kind()) {
    case NodeKind::Identifier:
    case NodeKind::Integer:
    case NodeKind::Attribute:
      return true;
    case NodeKind::UnaryOperator:
    case NodeKind::ParenthesizedExpression:
      return std::ranges::all_of(node.each_named_child(), is_plain_bound);
    case NodeKind::BinaryOperator: {
      const auto op = array_operator_of(node);
      return op && op != BinaryOperator::TrueDivide &&
             std::ranges::all_of(node.each_named_child(), is_plain_bound);
    }
    case NodeKind::Call:
      return node.child(Field::Function) && node.child(Field::Function)->text() == "len";
    case NodeKind::Subscript: {
      const auto base = node.child(Field::Value);
      const auto attribute = base ? base->child(Field::Attribute) : std::nullopt;
      return attribute && attribute->text() == "shape";
    }
    default:
      return false;
  }
}

std::optional<Node> squared_base(Node node) {
  const auto token = node.child(Field::Operator);
  const auto base = node.child(Field::Left);
  const auto exponent = node.child(Field::Right);
  const bool is_square = node.is(NodeKind::BinaryOperator) && token && base && exponent &&
                         binary_operator_of(token->kind_name()) == BinaryOperator::Power &&
                         exponent->is(NodeKind::Integer) && exponent->text() == "2";
  return is_square ? base : std::nullopt;
}

std::optional<loop_ir::UnaryOperator> sign_of(Node node) {
  const auto token = node.child(Field::Operator);
  if (!node.is(NodeKind::UnaryOperator) || !token) {
    return std::nullopt;
  }
  return token->text() == "-"   ? std::optional(loop_ir::UnaryOperator::Negate)
         : token->text() == "+" ? std::optional(loop_ir::UnaryOperator::Plus)
                                : std::nullopt;
}

}  // namespace autopar::frontend
