#include "frontend/compiled_calls.hpp"

#include <algorithm>
#include <utility>

#include "frontend/chains.hpp"
#include "frontend/compiled_helpers.hpp"
#include "frontend/expressions.hpp"
#include "frontend/sums.hpp"
#include "loop_ir/compiled_calls.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::BinaryOperator;
using loop_ir::ExpressionId;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

// The base and the indices of a[i][j], as arguments; empty for an index of several.
std::vector<ExpressionId> parts_of_element(NestBuilder& builder, ExpressionId element_id,
                                           Node place) {
  const auto element = loop_ir::find_element(builder.nest, element_id);
  ExpressionId inner_id = element_id;
  while (const auto* subscript = find_node<loop_ir::Subscript>(builder.nest, inner_id)) {
    if (!element || subscript->index_ids.size() != 1) {
      return {};
    }
    inner_id = subscript->base_id;
  }
  if (!element) {
    return {};
  }
  std::vector<ExpressionId> parts{builder.add(loop_ir::NameRead{element->base_id}, place)};
  parts.insert(parts.end(), element->index_ids.begin(), element->index_ids.end());
  return parts;
}

bool is_named(Node call) {
  const auto callee = call.child(Field::Function);
  return callee && callee->is(NodeKind::Identifier);
}

ExpressionId lower_binary_of(NestBuilder& builder, BinaryOperator op,
                             const std::vector<Node>& operands, Node place) {
  const ExpressionId left_id = lower_expression(builder, operands.front());
  const ExpressionId right_id = lower_expression(builder, operands.back());
  return builder.add(loop_ir::Binary{op, left_id, right_id}, place);
}

ExpressionId lower_length(NestBuilder& builder, Node call, Node measured) {
  loop_ir::Call length;
  length.resolved = "len";
  length.callee_id = lower_expression(builder, *call.child(Field::Function));
  const ExpressionId measured_id = lower_expression(builder, measured);
  const auto parts = parts_of_element(builder, measured_id, call);
  if (!parts.empty()) {
    note_replaced(builder, call);
    return add_hidden_call(builder, loop_ir::kRowLength, parts, call);
  }
  length.arguments.push_back({"", measured_id, 0});
  return builder.add(std::move(length), call);
}

// The two operands of divmod; empty for any other value.
std::vector<Node> operands_of_divmod(const NestBuilder& builder, Node value) {
  const Node call = without_parentheses(value);
  const auto callee = call.is(NodeKind::Call) ? call.child(Field::Function) : std::nullopt;
  auto arguments =
      callee && callee->is(NodeKind::Identifier) ? plain_arguments(call) : std::vector<Node>();
  const bool is_divmod = arguments.size() == 2 && resolve_callee(builder, *callee) == "divmod";
  return is_divmod ? std::move(arguments) : std::vector<Node>();
}

bool is_pair_of_targets(Node target) {
  switch (target.kind()) {
    case NodeKind::PatternList:
    case NodeKind::TuplePattern:
    case NodeKind::ListPattern:
    case NodeKind::ExpressionList:
    case NodeKind::Tuple:
    case NodeKind::List:
      return target.named_children().size() == 2;
    default:
      return false;
  }
}

}  // namespace

void note_replaced(NestBuilder& builder, Node call) {
  auto& names = builder.nest.replaced_builtins;
  const std::string name(call.child(Field::Function)->text());
  if (std::ranges::find(names, name) == names.end()) {
    names.push_back(name);
  }
}

ExpressionId add_hidden_call(NestBuilder& builder, std::string_view resolved,
                             const std::vector<ExpressionId>& argument_ids, Node place) {
  loop_ir::Call call;
  call.callee_id = builder.add(loop_ir::NameRead{builder.add_hidden_name(resolved)}, place);
  call.resolved = resolved;
  for (const ExpressionId argument_id : argument_ids) {
    call.arguments.push_back({"", argument_id, 0});
  }
  return builder.add(std::move(call), place);
}

ExpressionId lower_compiled_call(NestBuilder& builder, Node call, std::string_view resolved) {
  if (resolved.starts_with(loop_ir::kHelperPrefix)) {
    return lower_helper_value(builder, call, resolved);
  }
  const auto arguments = plain_arguments(call);
  if (!is_named(call)) {
    return {};
  }
  if (resolved == "sum") {
    return lower_sum(builder, call);
  }
  if (resolved == "pow" && arguments.size() == 2) {
    note_replaced(builder, call);
    return lower_binary_of(builder, BinaryOperator::Power, arguments, call);
  }
  return resolved == "len" && arguments.size() == 1 ? lower_length(builder, call, arguments.front())
                                                    : ExpressionId();
}

ExpressionId lower_unpacked_divmod(NestBuilder& builder, Node value, Node target) {
  const auto operands = operands_of_divmod(builder, value);
  if (operands.empty() || !is_pair_of_targets(target)) {
    return {};
  }
  note_replaced(builder, without_parentheses(value));
  loop_ir::Display pair{loop_ir::DisplayKind::Tuple, {}};
  for (const BinaryOperator op : {BinaryOperator::FloorDivide, BinaryOperator::Modulo}) {
    pair.element_ids.push_back(lower_binary_of(builder, op, operands, value));
  }
  return builder.add(std::move(pair), value);
}

ExpressionId lower_part_of_divmod(NestBuilder& builder, Node subscript) {
  const auto base = subscript.child(Field::Value);
  const auto indices = subscript.children(Field::Subscript);
  const bool is_part = base && indices.size() == 1 && !subscript.has_token(",") &&
                       (indices.front().text() == "0" || indices.front().text() == "1");
  const auto operands = is_part ? operands_of_divmod(builder, *base) : std::vector<Node>();
  if (operands.empty()) {
    return {};
  }
  note_replaced(builder, without_parentheses(*base));
  const ExpressionId quotient_id =
      lower_binary_of(builder, BinaryOperator::FloorDivide, operands, subscript);
  if (indices.front().text() == "0") {
    return quotient_id;
  }
  const ExpressionId rest_id =
      lower_binary_of(builder, BinaryOperator::Modulo, operands, subscript);
  return lower_beside(builder, {quotient_id}, rest_id, subscript);
}

ExpressionId lower_length_of(NestBuilder& builder, ExpressionId sequence_id, Node place) {
  const auto parts = parts_of_element(builder, sequence_id, place);
  return parts.empty() ? add_hidden_call(builder, "len", {sequence_id}, place)
                       : add_hidden_call(builder, loop_ir::kRowLength, parts, place);
}

ExpressionId lower_place_of(NestBuilder& builder, ExpressionId element_id, Node place) {
  const auto parts = parts_of_element(builder, element_id, place);
  return parts.empty() ? ExpressionId() : add_hidden_call(builder, loop_ir::kPlaceOf, parts, place);
}

ExpressionId lower_beside(NestBuilder& builder, std::vector<ExpressionId> evaluated,
                          ExpressionId value_id, Node place) {
  if (evaluated.empty() || !value_id.is_valid()) {
    return value_id;
  }
  evaluated.push_back(value_id);
  return add_hidden_call(builder, loop_ir::kInlinedCall, evaluated, place);
}

std::vector<Node> plain_arguments(Node call, std::string_view default_keyword) {
  const auto list = call.is(NodeKind::Call) ? call.child(Field::Arguments) : std::nullopt;
  auto arguments =
      list && list->is(NodeKind::ArgumentList) ? list->named_children() : std::vector<Node>();
  std::erase_if(arguments, [&](Node argument) {
    return argument.is(NodeKind::KeywordArgument) && argument.text() == default_keyword;
  });
  const bool are_plain = std::ranges::none_of(arguments, [](Node argument) {
    return argument.is(NodeKind::KeywordArgument) || argument.is(NodeKind::ListSplat) ||
           argument.is(NodeKind::DictionarySplat);
  });
  return are_plain ? arguments : std::vector<Node>();
}

}  // namespace autopar::frontend
