// The part of ExpressionPrinter that prints calls.

#include <fmt/format.h>

#include <numbers>

#include "autopar/check.hpp"
#include "codegen/complex_functions.hpp"
#include "codegen/complex_operations.hpp"
#include "codegen/expression_printer.hpp"
#include "codegen/operations.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "typing/builtins.hpp"
#include "typing/math_functions.hpp"

namespace autopar::codegen {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named
using typing::Builtin;
using typing::MathFunction;
using typing::MathRule;
using typing::Representation;
using typing::ValueType;
using typing::ValueTypes;

std::string ExpressionPrinter::beats(const Call& node, std::size_t position) const {
  const bool is_min = typing::builtin_of(node) == Builtin::Min;
  return compare(is_min ? ComparisonOperator::Less : ComparisonOperator::Greater,
                 value_of(typing::positional_arguments(node)[position]), extreme(node, position));
}

ExpressionPrinter::Value ExpressionPrinter::extreme(const Call& node, std::size_t count) const {
  const ExpressionId last_id = typing::positional_arguments(node)[count - 1];
  if (count == 1) {
    return value_of(last_id);
  }
  const Value best = extreme(node, count - 1);
  ValueTypes types = best.types;
  types.insert(types_.of(last_id));
  return {fmt::format("({} ? {} : {})", beats(node, count - 1), value_for(types, last_id),
                      represent(best, types)),
          types};
}

std::string ExpressionPrinter::call(const Call& node, ExpressionId expression_id) const {
  if (node.resolved == loop_ir::kInlinedCall) {
    return inlined(node);
  }
  if (node.resolved == loop_ir::kSliceLength) {
    return slice_length(expression_id);
  }
  const auto argument_ids = typing::positional_arguments(node);
  if (const auto function = typing::math_function_of(node, types_.float_mode)) {
    return math(*function, argument_ids);
  }
  if (const auto function = typing::complex_function_of(node)) {
    return complex_function(*function, argument_ids);
  }
  if (const auto function = typing::numpy_function_of(node)) {
    return numpy(*function, expression_id, argument_ids);
  }
  const auto function = typing::builtin_of(node);
  AUTOPAR_CHECK(function, "a call that typing takes");
  AUTOPAR_CHECK(!argument_ids.empty(), "a call with arguments");
  switch (*function) {
    case Builtin::Min:
    case Builtin::Max:
      return extreme(node, argument_ids.size()).text;
    case Builtin::Int:
      return convert(ValueType::Int, argument_ids.front());
    case Builtin::Float:
      return convert(ValueType::Float, argument_ids.front());
    case Builtin::Bool:
      return convert(ValueType::Bool, argument_ids.front());
    case Builtin::Round:
      return rounded("rint", argument_ids.front());
    case Builtin::Abs:
      break;
  }
  if (typing::representation_of(types_.of(argument_ids.front())) == Representation::Complex) {
    const auto magnitude = typing::part_arithmetic(types_.of(argument_ids.front()));
    AUTOPAR_CHECK(magnitude, "a magnitude that typing takes");
    return print_magnitude(*magnitude, operand(argument_ids.front(), *magnitude));
  }
  const auto arithmetic = typing::sign_arithmetic(types_.of(argument_ids.front()));
  AUTOPAR_CHECK(arithmetic, "an absolute value that typing takes");
  const std::string text = operand(argument_ids.front(), *arithmetic);
  if (typing::is_real(arithmetic->computed_as)) {
    return fmt::format("__builtin_fabs({})", text);
  }
  return fmt::format("({} < 0 ? {} : {})", text,
                     print_negation(*arithmetic, text,
                                    !specialization_.unproved_operations.contains(expression_id)),
                     text);
}

std::string ExpressionPrinter::convert(ValueType target, ExpressionId argument_id) const {
  if (typing::is_bool(target)) {
    return fmt::format("(i64)({})", truth(argument_id));
  }
  if (target == ValueType::NumpyFloat32) {
    return fmt::format("(f64)({})", single(value_of(argument_id)));
  }
  if (typing::is_real(target)) {
    return real(argument_id);
  }
  const bool is_integer =
      typing::representation_of(types_.of(argument_id)) == Representation::Int64;
  return print_within(target,
                      is_integer ? integer(argument_id) : print_truncation(value(argument_id)));
}

std::string ExpressionPrinter::rounded(std::string_view function, ExpressionId argument_id) const {
  const bool is_integer =
      typing::representation_of(types_.of(argument_id)) == Representation::Int64;
  return is_integer
             ? integer(argument_id)
             : print_truncation(fmt::format("__builtin_{}({})", function, real(argument_id)));
}

std::string ExpressionPrinter::math(const MathFunction& function,
                                    const std::vector<ExpressionId>& argument_ids) const {
  const std::string first = real(argument_ids.front());
  switch (function.rule) {
    case MathRule::Test:
      return fmt::format("(i64)(__builtin_{}({}) != 0)", function.name, first);
    case MathRule::Scale: {
      constexpr double kHalfTurn = 180.0;
      const double factor =
          function.name == "degrees" ? kHalfTurn / std::numbers::pi : std::numbers::pi / kHalfTurn;
      return fmt::format("({} * {:a})", first, factor);
    }
    case MathRule::Round:
      return rounded(function.name, argument_ids.front());
    case MathRule::Near:
      return near(function.library_name, argument_ids, ValueType::Float);
    case MathRule::Library:
      break;
  }
  return function.argument_count == 1
             ? print_library_call(function.name, first)
             : print_library_call(function.name, first, real(argument_ids[1]));
}

std::string ExpressionPrinter::complex_function(
    const typing::ComplexFunction& function, const std::vector<ExpressionId>& argument_ids) const {
  std::vector<std::string> operands;
  for (const ExpressionId argument_id : argument_ids) {
    operands.push_back(function.argument == ValueType::Complex
                           ? complex(value_of(argument_id), ValueType::Complex)
                           : real(argument_id));
  }
  return print_complex_function(function.name, operands);
}

std::string ExpressionPrinter::near(std::string_view library_name,
                                    const std::vector<ExpressionId>& argument_ids,
                                    ValueType type) const {
  std::vector<std::string> operands;
  for (const ExpressionId argument_id : argument_ids) {
    operands.push_back(type == ValueType::NumpyFloat32
                           ? fmt::format("(f64)({})", single(value_of(argument_id)))
                           : real(argument_id));
  }
  return print_near_call(library_name, operands, type);
}

std::string ExpressionPrinter::numpy(const typing::NumpyFunction& function,
                                     ExpressionId expression_id,
                                     const std::vector<ExpressionId>& argument_ids) const {
  const auto result = typing::single_type(types_.of(expression_id));
  const bool is_of_integers =
      function.rule != typing::NumpyRule::Convert && result && typing::is_integer(*result);
  if (is_of_integers) {
    return numpy_integer(function, *result, argument_ids);
  }
  switch (function.rule) {
    case typing::NumpyRule::Test:
      return fmt::format("(i64)(__builtin_{}({}) != 0)", function.name, real(argument_ids.front()));
    case typing::NumpyRule::Magnitude:
      return fmt::format("__builtin_fabs({})", real(argument_ids.front()));
    case typing::NumpyRule::Convert:
      return convert(function.target, argument_ids.front());
    case typing::NumpyRule::InnerLoop:
      break;
  }
  if (function.is_library_call(types_.float_mode)) {
    return near(function.library_name, argument_ids,
                *typing::single_type(types_.of(expression_id)));
  }
  const auto loop = typing::find_inner_loop(nest_, types_, expression_id);
  AUTOPAR_CHECK(loop, "a function of NumPy that typing takes");
  std::vector<std::string> operands;
  for (const ExpressionId argument_id : argument_ids) {
    operands.push_back(loop->type == ValueType::NumpyFloat32 ? single(value_of(argument_id))
                                                             : real(argument_id));
  }
  return print_inner_loop_call(*loop, operands);
}

// Python's own ints have to fit the type; so has a magnitude, where NumPy lets it wrap.
std::string ExpressionPrinter::numpy_integer(const typing::NumpyFunction& function, ValueType type,
                                             const std::vector<ExpressionId>& argument_ids) const {
  const auto operand = [&](ExpressionId argument_id) {
    const std::string text = integer(argument_id);
    return types_.of(argument_id).contains(ValueType::Int) ? print_within(type, text) : text;
  };
  const std::string first = operand(argument_ids.front());
  if (function.rule == typing::NumpyRule::Magnitude) {
    return fmt::format(
        "({} < 0 ? {} : {})", first,
        print_negation({.computed_as = type, .results = typing::only(type)}, first, false), first);
  }
  const std::string second = operand(argument_ids.back());
  const bool is_least = function.name.ends_with("min") || function.name.starts_with("min");
  return fmt::format("({} {} {} ? {} : {})", first, is_least ? "<" : ">", second, first, second);
}

}  // namespace autopar::codegen
