#include <array>
#include <utility>

#include "frontend/expressions.hpp"

namespace autopar::frontend {

using loop_ir::BinaryOperator;
using loop_ir::ComparisonOperator;
using loop_ir::ExpressionId;
using loop_ir::OpaqueExpressionKind;
using loop_ir::UnaryOperator;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

namespace {

template <class Operator>
using Spelling = std::pair<std::string_view, Operator>;

constexpr auto kUnaryOperators = std::to_array<Spelling<UnaryOperator>>(
    {{"-", UnaryOperator::Negate}, {"+", UnaryOperator::Plus}, {"~", UnaryOperator::Invert}});

constexpr auto kBinaryOperators = std::to_array<Spelling<BinaryOperator>>({
    {"+", BinaryOperator::Add},
    {"-", BinaryOperator::Subtract},
    {"*", BinaryOperator::Multiply},
    {"/", BinaryOperator::TrueDivide},
    {"//", BinaryOperator::FloorDivide},
    {"%", BinaryOperator::Modulo},
    {"**", BinaryOperator::Power},
    {"@", BinaryOperator::MatrixMultiply},
    {"<<", BinaryOperator::LeftShift},
    {">>", BinaryOperator::RightShift},
    {"&", BinaryOperator::BitAnd},
    {"|", BinaryOperator::BitOr},
    {"^", BinaryOperator::BitXor},
});

// <> is Python 2's !=.
constexpr auto kComparisonOperators = std::to_array<Spelling<ComparisonOperator>>({
    {"<", ComparisonOperator::Less},
    {"<=", ComparisonOperator::LessEqual},
    {">", ComparisonOperator::Greater},
    {">=", ComparisonOperator::GreaterEqual},
    {"==", ComparisonOperator::Equal},
    {"!=", ComparisonOperator::NotEqual},
    {"<>", ComparisonOperator::NotEqual},
    {"is", ComparisonOperator::Is},
    {"is not", ComparisonOperator::IsNot},
    {"in", ComparisonOperator::In},
    {"not in", ComparisonOperator::NotIn},
});

template <class Operator, std::size_t kSize>
std::optional<Operator> find_operator(const std::array<Spelling<Operator>, kSize>& table,
                                      std::string_view token) {
  for (const auto& [spelling, op] : table) {
    if (spelling == token) {
      return op;
    }
  }
  return std::nullopt;
}

std::string_view operator_text(Node node) {
  const auto op = node.child(Field::Operator);
  return op ? op->kind_name() : std::string_view();
}

ExpressionId lower_damaged(NestBuilder& builder, Node node) {
  return lower_names_only(builder, node, OpaqueExpressionKind::Damaged, RefusalKind::Damaged);
}

// The operands of a and b and c, which the tree holds as ((a and b) and c).
void lower_operands(NestBuilder& builder, Node node, std::string_view op,
                    std::vector<ExpressionId>& operand_ids) {
  const auto left = node.child(Field::Left);
  const auto right = node.child(Field::Right);
  if (!left || !right) {
    operand_ids.push_back(lower_damaged(builder, node));
    return;
  }
  const NestingGuard guard(builder);
  const bool continues = left->is(NodeKind::BooleanOperator) && operator_text(*left) == op;
  if (continues && !builder.is_too_deep()) {
    lower_operands(builder, *left, op, operand_ids);
  } else {
    operand_ids.push_back(lower_expression(builder, *left));
  }
  const BlockBefore nowhere(builder);
  operand_ids.push_back(lower_expression(builder, *right));
}

// Operands and operators of an unparenthesized chain of & and ^, from left to right.
struct AndXorChain {
  std::vector<Node> operands;
  std::vector<BinaryOperator> operators;
};

void flatten_and_xor(Node node, AndXorChain& chain) {
  const auto op =
      node.is(NodeKind::BinaryOperator) ? binary_operator_of(operator_text(node)) : std::nullopt;
  const auto left = node.child(Field::Left);
  const auto right = node.child(Field::Right);
  if ((op != BinaryOperator::BitAnd && op != BinaryOperator::BitXor) || !left || !right) {
    chain.operands.push_back(node);
    return;
  }
  flatten_and_xor(*left, chain);
  chain.operators.push_back(*op);
  flatten_and_xor(*right, chain);
}

ExpressionId add_binary(NestBuilder& builder, BinaryOperator op, ExpressionId left_id,
                        ExpressionId right_id) {
  const SourceRange range{builder.nest.expressions[left_id].range.begin,
                          builder.nest.expressions[right_id].range.end};
  return builder.add(loop_ir::Binary{op, left_id, right_id}, range);
}

// The grammar lets ^ bind tighter than &; in Python it is the other way round.
ExpressionId lower_and_xor(NestBuilder& builder, Node node) {
  AndXorChain chain;
  flatten_and_xor(node, chain);
  ExpressionId whole_id;
  ExpressionId conjunction_id = lower_expression(builder, chain.operands.front());
  for (std::size_t index = 0; index < chain.operators.size(); ++index) {
    const ExpressionId next_id = lower_expression(builder, chain.operands[index + 1]);
    if (chain.operators[index] == BinaryOperator::BitAnd) {
      conjunction_id = add_binary(builder, BinaryOperator::BitAnd, conjunction_id, next_id);
      continue;
    }
    whole_id = whole_id.is_valid()
                   ? add_binary(builder, BinaryOperator::BitXor, whole_id, conjunction_id)
                   : conjunction_id;
    conjunction_id = next_id;
  }
  return whole_id.is_valid() ? add_binary(builder, BinaryOperator::BitXor, whole_id, conjunction_id)
                             : conjunction_id;
}

}  // namespace

std::optional<BinaryOperator> binary_operator_of(std::string_view token) {
  if (token.ends_with('=')) {
    token.remove_suffix(1);
  }
  return find_operator(kBinaryOperators, token);
}

ExpressionId lower_unary(NestBuilder& builder, Node node) {
  const auto op = find_operator(kUnaryOperators, operator_text(node));
  const auto operand = node.child(Field::Argument);
  if (!op || !operand) {
    return lower_damaged(builder, node);
  }
  const ExpressionId operand_id = lower_expression(builder, *operand);
  return builder.add(loop_ir::Unary{*op, operand_id}, node);
}

ExpressionId lower_not(NestBuilder& builder, Node node) {
  const auto operand = node.child(Field::Argument);
  if (!operand) {
    return lower_damaged(builder, node);
  }
  const ExpressionId operand_id = lower_expression(builder, *operand);
  return builder.add(loop_ir::Unary{UnaryOperator::Not, operand_id}, node);
}

ExpressionId lower_binary(NestBuilder& builder, Node node) {
  const auto op = binary_operator_of(operator_text(node));
  if (op == BinaryOperator::BitAnd || op == BinaryOperator::BitXor) {
    return lower_and_xor(builder, node);
  }
  const auto left = node.child(Field::Left);
  const auto right = node.child(Field::Right);
  if (!op || !left || !right) {
    return lower_damaged(builder, node);
  }
  const ExpressionId left_id = lower_expression(builder, *left);
  const ExpressionId right_id = lower_expression(builder, *right);
  return builder.add(loop_ir::Binary{*op, left_id, right_id}, node);
}

ExpressionId lower_boolean(NestBuilder& builder, Node node) {
  const std::string_view op = operator_text(node);
  loop_ir::BooleanOperation operation;
  operation.op = op == "and" ? loop_ir::BooleanOperator::And : loop_ir::BooleanOperator::Or;
  lower_operands(builder, node, op, operation.operand_ids);
  if (operation.operand_ids.size() < 2) {
    return lower_damaged(builder, node);
  }
  return builder.add(std::move(operation), node);
}

ExpressionId lower_comparison(NestBuilder& builder, Node node) {
  const auto operators = node.children(Field::Operators);
  const auto operands = node.named_children();
  if (operators.empty() || operands.size() != operators.size() + 1) {
    return lower_damaged(builder, node);
  }
  loop_ir::Comparison comparison;
  comparison.first_id = lower_expression(builder, operands.front());
  for (std::size_t index = 0; index < operators.size(); ++index) {
    const auto op = find_operator(kComparisonOperators, operators[index].kind_name());
    if (!op) {
      return lower_damaged(builder, node);
    }
    std::optional<BlockBefore> nowhere;
    if (index > 0) {
      nowhere.emplace(builder);
    }
    comparison.rest.emplace_back(*op, lower_expression(builder, operands[index + 1]));
  }
  return builder.add(std::move(comparison), node);
}

// The children stand as written: value if test else other.
ExpressionId lower_conditional(NestBuilder& builder, Node node) {
  const auto parts = node.named_children();
  if (parts.size() != 3) {
    return lower_damaged(builder, node);
  }
  loop_ir::Conditional conditional;
  conditional.test_id = lower_expression(builder, parts[1]);
  const BlockBefore nowhere(builder);
  conditional.when_true_id = lower_expression(builder, parts[0]);
  conditional.when_false_id = lower_expression(builder, parts[2]);
  return builder.add(conditional, node);
}

}  // namespace autopar::frontend
