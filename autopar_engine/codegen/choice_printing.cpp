// The part of ExpressionPrinter that prints tests, and values that tests choose.

#include <fmt/format.h>

#include "autopar/check.hpp"
#include "codegen/complex_operations.hpp"
#include "codegen/expression_printer.hpp"
#include "codegen/operations.hpp"
#include "typing/comparison.hpp"

namespace autopar::codegen {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named
using typing::Representation;
using typing::ValueType;
using typing::ValueTypes;

std::string_view symbol_of(ComparisonOperator op) {
  switch (op) {
    case ComparisonOperator::Less:
      return "<";
    case ComparisonOperator::LessEqual:
      return "<=";
    case ComparisonOperator::Greater:
      return ">";
    case ComparisonOperator::GreaterEqual:
      return ">=";
    case ComparisonOperator::Equal:
      return "==";
    case ComparisonOperator::NotEqual:
      return "!=";
    default:
      break;
  }
  throw_internal_error("op", "a comparison that typing takes", __FILE__, __LINE__);
}

}  // namespace

std::string ExpressionPrinter::truth(ExpressionId expression_id) const {
  const ExpressionNode& node = nest_.expressions[expression_id].node;
  if (const auto* comparison_node = std::get_if<Comparison>(&node)) {
    return comparison(*comparison_node, 0);
  }
  if (const auto* unary_node = std::get_if<Unary>(&node);
      unary_node != nullptr && unary_node->op == UnaryOperator::Not) {
    return fmt::format("!({})", truth(unary_node->operand_id));
  }
  if (const auto* operation = std::get_if<BooleanOperation>(&node)) {
    const char* symbol = operation->op == BooleanOperator::And ? "&&" : "||";
    std::string text;
    for (const ExpressionId operand_id : operation->operand_ids) {
      text +=
          fmt::format("{}({})", text.empty() ? "" : fmt::format(" {} ", symbol), truth(operand_id));
    }
    return text;
  }
  const bool is_complex =
      typing::representation_of(types_.of(expression_id)) == Representation::Complex;
  return is_complex ? print_complex_truth(value(expression_id))
                    : fmt::format("{} != 0", value(expression_id));
}

std::string ExpressionPrinter::compare(ComparisonOperator op, const Value& left,
                                       const Value& right) const {
  const auto type = typing::comparison_type(left.types, right.types);
  AUTOPAR_CHECK(type, "a comparison that typing takes");
  if (typing::is_complex(*type)) {
    return equal_complex(op, *type, left, right);
  }
  const auto operand = [&](const Value& value) {
    if (*type == ValueType::Int) {
      return value.text;
    }
    if (*type == ValueType::Float) {
      return represent(value, typing::only(*type));
    }
    return single(value);
  };
  return fmt::format("{} {} {}", operand(left), symbol_of(op), operand(right));
}

std::string ExpressionPrinter::equal_complex(ComparisonOperator op, ValueType type,
                                             const Value& left, const Value& right) {
  const auto operand = [&](const Value& value) {
    return type == ValueType::Complex ? represent(value, typing::only(type)) : complex(value, type);
  };
  return fmt::format("{}{}", op == ComparisonOperator::NotEqual ? "!" : "",
                     print_complex_equality(type, operand(left), operand(right)));
}

std::string ExpressionPrinter::comparison(const Comparison& node, std::size_t position) const {
  const ExpressionId left_id = position == 0 ? node.first_id : node.rest[position - 1].second;
  const auto& [op, right_id] = node.rest[position];
  const std::string own = compare(op, value_of(left_id), value_of(right_id));
  return position + 1 == node.rest.size()
             ? own
             : fmt::format("({}) && ({})", own, comparison(node, position + 1));
}

std::string ExpressionPrinter::choice(const BooleanOperation& node, std::size_t first,
                                      ValueTypes types) const {
  const ExpressionId operand_id = node.operand_ids[first];
  const std::string own = value_for(types, operand_id);
  if (first + 1 == node.operand_ids.size()) {
    return own;
  }
  const std::string rest = choice(node, first + 1, types);
  return node.op == BooleanOperator::And
             ? fmt::format("({} ? {} : {})", truth(operand_id), rest, own)
             : fmt::format("({} ? {} : {})", truth(operand_id), own, rest);
}

std::string ExpressionPrinter::conditional(const Conditional& node, ValueTypes types) const {
  return fmt::format("({} ? {} : {})", truth(node.test_id), value_for(types, node.when_true_id),
                     value_for(types, node.when_false_id));
}

}  // namespace autopar::codegen
