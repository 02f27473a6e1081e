#include "codegen/expression_printer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "autopar/check.hpp"
#include "base/overloaded.hpp"
#include "codegen/complex_operations.hpp"
#include "codegen/operations.hpp"
#include "loop_ir/compiled_calls.hpp"

namespace autopar::codegen {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named
using typing::Arithmetic;
using typing::NestTypes;
using typing::Representation;
using typing::ValueType;
using typing::ValueTypes;

std::string real_text(double value) { return fmt::format("{:a}", value); }

constexpr const char* kZero = "0.0";

// The function that makes the compiler keep an operand of an operation that is computed so.
std::string_view keeper_of(ValueType type) {
  if (!typing::is_complex(type)) {
    return "keep";
  }
  return type == ValueType::NumpyComplex64 ? "keep_c64" : "keep_c128";
}

bool is_python_integer(ValueType type) { return type == ValueType::Int || type == ValueType::Bool; }

[[noreturn]] void fail_on_unsupported() {
  throw_internal_error("false", "an expression that infer_types takes", __FILE__, __LINE__);
}

}  // namespace

ExpressionPrinter::ExpressionPrinter(const LoopNest& nest, const NestTypes& types,
                                     const Specialization& specialization)
    : nest_(nest), types_(types), specialization_(specialization), identifiers_{nest} {}

bool ExpressionPrinter::is_int(NameId name_id) const {
  return typing::representation_of(types_.scalars.at(name_id)) == Representation::Int64;
}

std::string ExpressionPrinter::real(ExpressionId expression_id) const {
  AUTOPAR_CHECK(typing::representation_of(types_.of(expression_id)) != Representation::Complex,
                "a real number");
  return typing::representation_of(types_.of(expression_id)) == Representation::Int64
             ? fmt::format("(f64)({})", integer(expression_id))
             : value(expression_id);
}

std::string ExpressionPrinter::integer(ExpressionId expression_id) const {
  AUTOPAR_CHECK(typing::representation_of(types_.of(expression_id)) == Representation::Int64,
                "an integer");
  return value(expression_id);
}

std::string ExpressionPrinter::value_for(ValueTypes types, ExpressionId expression_id) const {
  const auto* literal = std::get_if<IntegerLiteral>(&nest_.expressions[expression_id].node);
  constexpr std::int64_t kSmall = 1 << 20;
  const bool is_small = literal != nullptr && -kSmall < literal->value && literal->value < kSmall;
  if (!is_small || typing::representation_of(types) == Representation::Int64) {
    return represent(value_of(expression_id), types);
  }
  return represent({real(expression_id), typing::only(ValueType::Float)}, types);
}

ExpressionPrinter::Value ExpressionPrinter::value_of(ExpressionId expression_id) const {
  return {value(expression_id), types_.of(expression_id)};
}

// As a value of more types is held: an int that becomes a double is exact.
std::string ExpressionPrinter::represent(const Value& value, ValueTypes types) {
  const Representation target = typing::representation_of(types);
  if (target == typing::representation_of(value.types)) {
    return value.text;
  }
  const bool is_integer = typing::representation_of(value.types) == Representation::Int64;
  const std::string real = is_integer ? print_exact_real(value.text) : value.text;
  return target == Representation::Complex ? print_complex(real, kZero) : real;
}

// In the representation that the expression's types have.
std::string ExpressionPrinter::value(ExpressionId expression_id) const {
  if (is_cell_of_slice(nest_, expression_id)) {
    return cell(expression_id);
  }
  if (const auto found = find_element(nest_, expression_id)) {
    return load(*found);
  }
  if (const auto row = find_row_length(nest_, expression_id)) {
    return row_length(*row);
  }
  if (const auto found = find_place(nest_, expression_id)) {
    return place(*found);
  }
  if (const auto extent = find_extent(nest_, expression_id)) {
    return identifiers_.extent(extent->name_id, extent->dimension);
  }
  return std::visit(
      Overloaded{
          [](const IntegerLiteral& literal) { return integer_text(literal.value); },
          [](const BooleanLiteral& literal) { return integer_text(literal.value ? 1 : 0); },
          [](const FloatLiteral& literal) { return real_text(literal.value); },
          [](const ImaginaryLiteral& literal) {
            return print_complex(kZero, real_text(literal.value));
          },
          [&](const NameRead& name) { return identifiers_.scalar(name.name_id); },
          [&](const Attribute& node) {
            return fmt::format("({}).{}", value(node.object_id), node.attribute);
          },
          [&](const Unary& node) { return unary(node, expression_id); },
          [&](const Binary& node) {
            return binary(node.op, node.left_id, node.right_id, expression_id);
          },
          [&](const Comparison& node) { return fmt::format("(i64)({})", comparison(node, 0)); },
          [&](const BooleanOperation& node) { return choice(node, 0, types_.of(expression_id)); },
          [&](const Conditional& node) { return conditional(node, types_.of(expression_id)); },
          [&](const Call& node) { return call(node, expression_id); },
          [](const auto&) -> std::string { fail_on_unsupported(); }},
      nest_.expressions[expression_id].node);
}

std::string ExpressionPrinter::unary(const Unary& node, ExpressionId expression_id) const {
  if (node.op == UnaryOperator::Not) {
    return fmt::format("(i64)({})", truth(expression_id));
  }
  if (node.op == UnaryOperator::Invert) {
    const bool is_bool = types_.of(node.operand_id) == typing::only(ValueType::NumpyBool);
    const std::string text = integer(node.operand_id);
    return is_bool ? fmt::format("({} ^ 1)", text) : fmt::format("(~{})", text);
  }
  const auto arithmetic = typing::sign_arithmetic(types_.of(node.operand_id));
  AUTOPAR_CHECK(arithmetic, "a sign that typing takes");
  if (typing::is_complex(arithmetic->computed_as)) {
    const std::string text = complex(value_of(node.operand_id), ValueType::Complex);
    return node.op == UnaryOperator::Plus ? text : print_complex_negation(text);
  }
  const std::string text = operand(node.operand_id, *arithmetic);
  return node.op == UnaryOperator::Plus
             ? fmt::format("(+{})", text)
             : print_negation(*arithmetic, text,
                              !specialization_.unproved_operations.contains(expression_id));
}

// key_id: what the operation is known by among those that are unproved or kept.
std::string ExpressionPrinter::binary(BinaryOperator op, ExpressionId left_id,
                                      ExpressionId right_id, ExpressionId key_id) const {
  if (const auto power = typing::find_complex_power(nest_, op, types_.of(left_id), right_id)) {
    return complex_power(*power, left_id, key_id);
  }
  const auto found =
      typing::arithmetic_of(op, types_.of(left_id), types_.of(right_id), types_.float_mode);
  AUTOPAR_CHECK(found, "an operation that typing takes");
  Arithmetic arithmetic = *found;
  const bool may_warn = typing::any_type(arithmetic.results, [](ValueType type) {
    return typing::is_numpy(type) && typing::is_inexact(type);
  });
  const bool is_kept = may_warn && (types_.kept_operations.contains(key_id) ||
                                    (may_be_folded(left_id) && may_be_folded(right_id)));
  const auto keep = [&](ValueType type, const std::string& text) {
    return is_kept ? fmt::format("{}({})", keeper_of(type), text) : text;
  };
  const char* cast = is_kept && arithmetic.computed_as == ValueType::NumpyFloat32 ? "(f32)" : "";
  const std::string left = cast + keep(arithmetic.computed_as, operand(left_id, arithmetic));
  const std::string right = cast + keep(arithmetic.computed_as, operand(right_id, arithmetic));
  if (op == BinaryOperator::TrueDivide && is_nonzero_literal(right_id) &&
      arithmetic.computed_as == ValueType::Float) {
    arithmetic.computed_as = ValueType::NumpyFloat64;
  }
  const bool is_complex = typing::is_complex(arithmetic.computed_as);
  return keep(is_complex ? ValueType::Complex : ValueType::Float,
              print_arithmetic(op, arithmetic, left, right,
                               !specialization_.unproved_operations.contains(key_id)));
}

std::string ExpressionPrinter::complex_power(const typing::ComplexPower& power,
                                             ExpressionId base_id, ExpressionId key_id) const {
  const bool is_kept = typing::is_numpy(power.type) &&
                       (types_.kept_operations.contains(key_id) || may_be_folded(base_id));
  const std::string base = complex(value_of(base_id), power.type);
  const std::string text = print_complex_power(
      power, is_kept ? fmt::format("{}({})", keeper_of(power.type), base) : base);
  return is_kept ? fmt::format("{}({})", keeper_of(ValueType::Complex), text) : text;
}

std::string ExpressionPrinter::single(const Value& value) {
  if (typing::representation_of(value.types) == Representation::Int64) {
    return fmt::format("(f32)({})", print_exact_single(value.text));
  }
  return value.types == typing::only(ValueType::NumpyFloat32) ? fmt::format("(f32)({})", value.text)
                                                              : print_single(value.text);
}

std::string ExpressionPrinter::complex(const Value& value, ValueType type) {
  const Representation representation = typing::representation_of(value.types);
  if (type == ValueType::NumpyComplex64) {
    return representation == Representation::Complex
               ? print_single_complex(value.text,
                                      value.types == typing::only(ValueType::NumpyComplex64))
               : print_single_complex_of_real(single(value));
  }
  if (representation == Representation::Complex) {
    return value.text;
  }
  const char* cast = representation == Representation::Int64 ? "(f64)" : "";
  return print_complex(fmt::format("{}({})", cast, value.text), kZero);
}

// Converted to the type that the operation is computed as.
std::string ExpressionPrinter::operand(ExpressionId expression_id,
                                       const Arithmetic& arithmetic) const {
  const ValueTypes types = types_.of(expression_id);
  const bool is_integer = typing::representation_of(types) == Representation::Int64;
  if (typing::is_complex(arithmetic.computed_as)) {
    return complex(value_of(expression_id), arithmetic.computed_as);
  }
  if (!typing::is_real(arithmetic.computed_as)) {
    const std::string text = integer(expression_id);
    return typing::any_type(types, is_python_integer) ? print_within(arithmetic.computed_as, text)
                                                      : text;
  }
  if (is_integer && arithmetic.divides_ints) {
    return print_exact_real(integer(expression_id));
  }
  if (arithmetic.computed_as == ValueType::NumpyFloat32) {
    return single(value_of(expression_id));
  }
  return real(expression_id);
}

bool ExpressionPrinter::may_be_folded(ExpressionId expression_id) const {
  const ValueTypes types = types_.of(expression_id);
  if (!typing::any_type(types, [](ValueType type) { return !typing::is_bool(type); })) {
    return true;
  }
  const ExpressionNode& node = nest_.expressions[expression_id].node;
  if (find_element(nest_, expression_id)) {
    return false;
  }
  if (const auto* name = std::get_if<NameRead>(&node)) {
    return nest_.names[name->name_id].is_written;
  }
  if (const auto* conditional = std::get_if<Conditional>(&node)) {
    return may_be_folded(conditional->when_true_id) || may_be_folded(conditional->when_false_id);
  }
  // Of ints k - k and k * 0 are known whatever k is; of floats neither is.
  if (std::holds_alternative<Binary>(node) &&
      typing::any_type(types, [](ValueType type) { return !typing::is_inexact(type); })) {
    return true;
  }
  const auto operands = operands_of(node);
  const auto is_known = [this](ExpressionId operand_id) {
    return !types_.of(operand_id).empty() && may_be_folded(operand_id);
  };
  const bool is_choice =
      std::holds_alternative<BooleanOperation>(node) || std::holds_alternative<Call>(node);
  return is_choice ? std::ranges::any_of(operands, is_known)
                   : std::ranges::all_of(operands, [&](ExpressionId operand_id) {
                       return types_.of(operand_id).empty() || is_known(operand_id);
                     });
}

bool ExpressionPrinter::is_nonzero_literal(ExpressionId expression_id) const {
  const ExpressionNode& node = nest_.expressions[expression_id].node;
  if (const auto* literal = std::get_if<FloatLiteral>(&node)) {
    return literal->value != 0;
  }
  const auto* literal = std::get_if<IntegerLiteral>(&node);
  return literal != nullptr && literal->value != 0;
}

std::string ExpressionPrinter::augmented(const AugmentedAssign& assign) const {
  return binary(assign.op, assign.target_id, assign.value_id, assign.target_id);
}

}  // namespace autopar::codegen
