#include "codegen/expression_printer.hpp"

#include <fmt/format.h>

#include <limits>
#include <vector>

#include "autopar/check.hpp"
#include "base/overloaded.hpp"

namespace autopar::codegen {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named
using typing::NestTypes;
using typing::Representation;
using typing::ValueType;
using typing::ValueTypes;

// Python's result type of + - * is the wider operand's, in this order.
static_assert(ValueType::Int < ValueType::Float && ValueType::Float < ValueType::NumpyFloat64);

std::string integer_text(std::int64_t value) {
  if (value == std::numeric_limits<std::int64_t>::min()) {
    return "(-(i64)9223372036854775807 - 1)";
  }
  return value < 0 ? fmt::format("(-(i64){})", -value) : fmt::format("(i64){}", value);
}

std::string real_text(double value) { return fmt::format("{:a}", value); }

std::string_view operator_text(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::Add:
      return "+";
    case BinaryOperator::Subtract:
      return "-";
    case BinaryOperator::Multiply:
      return "*";
    case BinaryOperator::TrueDivide:
      return "/";
    default:
      throw_internal_error("op", "an operator that find_unsupported takes", __FILE__, __LINE__);
  }
}

std::optional<ValueType> only_type(ValueTypes types) {
  for (const ValueType type : all_of<ValueType>()) {
    if (types == typing::only(type)) {
      return type;
    }
  }
  return std::nullopt;
}

std::string type_text(ValueType type) { return std::to_string(static_cast<int>(type)); }

std::string wider(const std::string& one, const std::string& other) {
  return fmt::format("wider_type({}, {})", one, other);
}

std::string term_text(std::int64_t coefficient, const std::string& variable) {
  return coefficient == 1 ? variable : fmt::format("{} * {}", integer_text(coefficient), variable);
}

[[noreturn]] void fail_on_unsupported() {
  throw_internal_error("false", "an expression that find_unsupported takes", __FILE__, __LINE__);
}

}  // namespace

ExpressionPrinter::ExpressionPrinter(const LoopNest& nest, const NestTypes& types,
                                     const Specialization& specialization)
    : nest_(nest), types_(types), specialization_(specialization), identifiers_{nest} {}

bool ExpressionPrinter::is_int(NameId name_id) const {
  return typing::representation_of(types_.scalars.at(name_id)) == Representation::Int64;
}

std::string ExpressionPrinter::real(ExpressionId expression_id) const {
  if (const auto* literal = std::get_if<FloatLiteral>(&nest_.expressions[expression_id].node)) {
    return real_text(literal->value);
  }
  return typing::representation_of(types_.of(expression_id)) == Representation::Int64
             ? fmt::format("(f64)({})", integer(expression_id))
             : value(expression_id);
}

std::string ExpressionPrinter::integer(ExpressionId expression_id) const {
  AUTOPAR_CHECK(types_.of(expression_id) == typing::only(ValueType::Int), "an int");
  return value(expression_id);
}

// In the representation that the expression's types have.
std::string ExpressionPrinter::value(ExpressionId expression_id) const {
  if (const auto found = find_element(nest_, expression_id)) {
    return element(*found);
  }
  if (const auto extent = find_extent(nest_, expression_id)) {
    return identifiers_.extent(extent->name_id, extent->dimension);
  }
  const bool is_integer =
      typing::representation_of(types_.of(expression_id)) == Representation::Int64;
  const auto operand = [&](ExpressionId operand_id) {
    return is_integer ? integer(operand_id) : real(operand_id);
  };
  return std::visit(
      Overloaded{[](const IntegerLiteral& literal) { return integer_text(literal.value); },
                 [](const FloatLiteral& literal) { return real_text(literal.value); },
                 [&](const NameRead& name) { return identifiers_.scalar(name.name_id); },
                 [&](const Unary& unary) {
                   return fmt::format("({}{})", unary.op == UnaryOperator::Negate ? "-" : "+",
                                      operand(unary.operand_id));
                 },
                 [&](const Binary& node) {
                   return binary(node.op, operand(node.left_id), operand(node.right_id));
                 },
                 [](const auto&) -> std::string { fail_on_unsupported(); }},
      nest_.expressions[expression_id].node);
}

std::string ExpressionPrinter::binary(BinaryOperator op, const std::string& left,
                                      const std::string& right) {
  return fmt::format("({} {} {})", left, operator_text(op), right);
}

std::string ExpressionPrinter::address_without_last_index(const ElementReference& element) const {
  std::string address = identifiers_.array(element.base_id);
  for (std::uint32_t dimension = 0; dimension + 1 < element.index_ids.size(); ++dimension) {
    address += fmt::format(" + {} * {}", integer(element.index_ids[dimension]),
                           identifiers_.stride(element.base_id, dimension));
  }
  return address;
}

std::string ExpressionPrinter::element(const ElementReference& element) const {
  const std::string address = address_without_last_index(element);
  const std::string last_index = integer(element.index_ids.back());
  if (specialization_.contiguous_arrays.contains(element.base_id)) {
    return fmt::format("((GLOBAL f64*)({}))[{}]", address, last_index);
  }
  const auto last_dimension = static_cast<std::uint32_t>(element.index_ids.size() - 1);
  return fmt::format("*(GLOBAL f64*)({} + {} * {})", address, last_index,
                     identifiers_.stride(element.base_id, last_dimension));
}

std::string ExpressionPrinter::affine(const AffineForm& form) const {
  std::vector<std::string> terms;
  for (const auto& [loop_id, coefficient] : form.loop_terms()) {
    terms.push_back(
        term_text(coefficient, identifiers_.scalar(nest_.loops[loop_id].index_name_id)));
  }
  for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
    const Symbol& symbol = nest_.symbols[symbol_id];
    terms.push_back(
        term_text(coefficient, symbol.kind == SymbolKind::Extent
                                   ? identifiers_.extent(symbol.name_id, symbol.dimension)
                                   : identifiers_.scalar(symbol.name_id)));
  }
  if (terms.empty() || form.constant() != 0) {
    terms.push_back(integer_text(form.constant()));
  }
  return fmt::format("{}", fmt::join(terms, " + "));
}

std::string ExpressionPrinter::value_type_of_name(NameId name_id) const {
  if (const auto type = only_type(types_.scalars.at(name_id))) {
    return type_text(*type);
  }
  const std::string bound = identifiers_.type(name_id);
  return fmt::format("({} < 0 ? {} : {})", bound, identifiers_.entry_type(name_id), bound);
}

std::string ExpressionPrinter::value_type(ExpressionId expression_id) const {
  if (const auto type = only_type(types_.of(expression_id))) {
    return type_text(*type);
  }
  const ExpressionNode& node = nest_.expressions[expression_id].node;
  if (const auto* name = std::get_if<NameRead>(&node)) {
    return value_type_of_name(name->name_id);
  }
  if (const auto* unary = std::get_if<Unary>(&node)) {
    return value_type(unary->operand_id);
  }
  const auto* binary_node = std::get_if<Binary>(&node);
  AUTOPAR_CHECK(binary_node != nullptr, "only names and operations have more than one type");
  return value_type_of_binary(binary_node->op, binary_node->left_id, binary_node->right_id);
}

std::string ExpressionPrinter::value_type_of_binary(BinaryOperator op, ExpressionId left_id,
                                                    ExpressionId right_id) const {
  std::string widest = type_text(ValueType::NumpyFloat64);
  const std::string left = value_type(left_id);
  const std::string right = value_type(right_id);
  if (left == widest || right == widest) {
    return widest;
  }
  const std::string operands = wider(left, right);
  return op == BinaryOperator::TrueDivide ? wider(operands, type_text(ValueType::Float)) : operands;
}

}  // namespace autopar::codegen
