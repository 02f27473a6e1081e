// The part of ExpressionPrinter that prints which type a value has where the data decides.

#include <fmt/format.h>

#include "autopar/check.hpp"
#include "codegen/expression_printer.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "typing/builtins.hpp"
#include "typing/comparison.hpp"

namespace autopar::codegen {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named
using typing::Representation;
using typing::ValueType;

std::string type_text(ValueType type) { return std::to_string(static_cast<int>(type)); }

std::string later(const std::string& one, const std::string& other) {
  return fmt::format("later_type({}, {})", one, other);
}

std::string select(const std::string& test, const std::string& when_true,
                   const std::string& when_false) {
  return when_true == when_false ? when_true
                                 : fmt::format("({} ? {} : {})", test, when_true, when_false);
}

}  // namespace

std::string ExpressionPrinter::value_type_of_name(NameId name_id) const {
  if (const auto type = typing::single_type(types_.scalars.at(name_id))) {
    return type_text(*type);
  }
  const std::string bound = identifiers_.type(name_id);
  return fmt::format("({} < 0 ? {} : {})", bound, identifiers_.entry_type(name_id), bound);
}

std::string ExpressionPrinter::value_type(ExpressionId expression_id) const {
  if (const auto type = typing::single_type(types_.of(expression_id))) {
    return type_text(*type);
  }
  if (const auto found = find_element(nest_, expression_id)) {
    return fmt::format("(i64){}", element_type(*found));
  }
  const ExpressionNode& node = nest_.expressions[expression_id].node;
  if (const auto* name = std::get_if<NameRead>(&node)) {
    return value_type_of_name(name->name_id);
  }
  if (const auto* part = std::get_if<Attribute>(&node)) {
    return value_type_of_part(part->object_id);
  }
  if (const auto* sign = std::get_if<Unary>(&node)) {
    return later(value_type(sign->operand_id), type_text(ValueType::Int));
  }
  if (const auto* comparison = std::get_if<Comparison>(&node)) {
    return value_type_of_comparison(*comparison, 0);
  }
  if (const auto* operation = std::get_if<BooleanOperation>(&node)) {
    return value_type_of_choice(*operation, 0);
  }
  if (const auto* conditional = std::get_if<Conditional>(&node)) {
    return select(truth(conditional->test_id), value_type(conditional->when_true_id),
                  value_type(conditional->when_false_id));
  }
  if (const auto* call = std::get_if<Call>(&node)) {
    return value_type_of_call(*call);
  }
  const auto* binary = std::get_if<Binary>(&node);
  AUTOPAR_CHECK(binary != nullptr, "an expression that may have more than one type");
  return value_type_of_binary(binary->op, binary->left_id, binary->right_id);
}

std::string ExpressionPrinter::value_type_of_binary(BinaryOperator op, ExpressionId left_id,
                                                    ExpressionId right_id) const {
  if (const auto power = typing::find_complex_power(nest_, op, types_.of(left_id), right_id)) {
    return type_text(power->type);
  }
  const auto arithmetic =
      typing::arithmetic_of(op, types_.of(left_id), types_.of(right_id), types_.float_mode);
  AUTOPAR_CHECK(arithmetic, "an operation that typing takes");
  if (const auto type = typing::single_type(arithmetic->results)) {
    return type_text(*type);
  }
  return later(later(value_type(left_id), value_type(right_id)),
               type_text(typing::least_result(op)));
}

std::string ExpressionPrinter::value_type_of_comparison(const Comparison& node,
                                                        std::size_t position) const {
  const ExpressionId left_id = position == 0 ? node.first_id : node.rest[position - 1].second;
  const ExpressionId right_id = node.rest[position].second;
  const auto type =
      typing::single_type(typing::comparison_results(types_.of(left_id), types_.of(right_id)));
  const std::string own =
      type ? type_text(*type)
           : fmt::format("(later_type({}, {}) >= {} ? {} : {})", value_type(left_id),
                         value_type(right_id), type_text(ValueType::NumpyBool),
                         type_text(ValueType::NumpyBool), type_text(ValueType::Bool));
  if (position + 1 == node.rest.size()) {
    return own;
  }
  const std::string holds =
      compare(node.rest[position].first, value_of(left_id), value_of(right_id));
  return select(holds, value_type_of_comparison(node, position + 1), own);
}

std::string ExpressionPrinter::value_type_of_choice(const BooleanOperation& node,
                                                    std::size_t first) const {
  const ExpressionId operand_id = node.operand_ids[first];
  const std::string own = value_type(operand_id);
  if (first + 1 == node.operand_ids.size()) {
    return own;
  }
  const std::string rest = value_type_of_choice(node, first + 1);
  return node.op == BooleanOperator::And ? select(truth(operand_id), rest, own)
                                         : select(truth(operand_id), own, rest);
}

std::string ExpressionPrinter::value_type_of_call(const Call& node) const {
  const auto arguments = typing::positional_arguments(node);
  if (node.resolved == kInlinedCall) {
    return value_type(arguments.back());
  }
  const auto function = typing::builtin_of(node);
  if (function == typing::Builtin::Min || function == typing::Builtin::Max) {
    return value_type_of_extreme(node, arguments.size());
  }
  AUTOPAR_CHECK(function == typing::Builtin::Abs, "a call that may have more than one type");
  if (typing::representation_of(types_.of(arguments.front())) == Representation::Complex) {
    return value_type_of_part(arguments.front());
  }
  return later(value_type(arguments.front()), type_text(ValueType::Int));
}

// Of what has the type of a part of a complex number.
std::string ExpressionPrinter::value_type_of_part(ExpressionId complex_id) const {
  return select(fmt::format("{} == {}", value_type(complex_id), type_text(ValueType::Complex)),
                type_text(typing::type_of_part(ValueType::Complex)),
                type_text(typing::type_of_part(ValueType::NumpyComplex128)));
}

std::string ExpressionPrinter::value_type_of_extreme(const Call& node, std::size_t count) const {
  const std::string own = value_type(typing::positional_arguments(node)[count - 1]);
  return count == 1 ? own
                    : select(beats(node, count - 1), own, value_type_of_extreme(node, count - 1));
}

}  // namespace autopar::codegen
