#include "typing/numpy_functions.hpp"

#include <algorithm>
#include <array>

#include "typing/arithmetic.hpp"
#include "typing/builtins.hpp"

namespace autopar::typing {
namespace {

constexpr NumpyFunction near(std::string_view name, std::string_view library_name,
                             std::size_t argument_count = 1, bool keeps_integers = false) {
  return {name,           NumpyRule::InnerLoop,    argument_count,
          keeps_integers, ValueType::NumpyFloat64, library_name};
}

constexpr auto kFunctions = std::to_array<NumpyFunction>({
    {"abs", NumpyRule::Magnitude, 1, true},
    {"absolute", NumpyRule::Magnitude, 1, true},
    near("arccos", "acos"),
    near("arccosh", "acosh"),
    near("arcsin", "asin"),
    near("arcsinh", "asinh"),
    near("arctan", "atan"),
    near("arctan2", "atan2", 2),
    near("arctanh", "atanh"),
    near("cbrt", "cbrt"),
    {"ceil", NumpyRule::InnerLoop, 1, true},
    {"copysign", NumpyRule::InnerLoop, 2},
    near("cos", "cos"),
    near("cosh", "cosh"),
    {"deg2rad"},
    {"degrees"},
    near("exp", "exp"),
    near("exp2", "exp2"),
    near("expm1", "expm1"),
    {"fabs"},
    {"floor", NumpyRule::InnerLoop, 1, true},
    {"fmax", NumpyRule::InnerLoop, 2, true},
    {"fmin", NumpyRule::InnerLoop, 2, true},
    near("hypot", "hypot", 2),
    {"isfinite", NumpyRule::Test, 1, true},
    {"isinf", NumpyRule::Test, 1, true},
    {"isnan", NumpyRule::Test, 1, true},
    near("log", "log"),
    near("log10", "log10"),
    near("log1p", "log1p"),
    near("log2", "log2"),
    {"maximum", NumpyRule::InnerLoop, 2, true},
    {"minimum", NumpyRule::InnerLoop, 2, true},
    near("power", "pow", 2, true),
    {"rad2deg"},
    {"radians"},
    {"rint"},
    {"sign", NumpyRule::InnerLoop, 1, true},
    near("sin", "sin"),
    near("sinh", "sinh"),
    near("sqrt", "sqrt"),
    {"square", NumpyRule::InnerLoop, 1, true},
    near("tan", "tan"),
    near("tanh", "tanh"),
    {"trunc", NumpyRule::InnerLoop, 1, true},
    {"bool_", NumpyRule::Convert, 1, false, ValueType::NumpyBool},
    {"float32", NumpyRule::Convert, 1, false, ValueType::NumpyFloat32},
    {"float64", NumpyRule::Convert, 1, false, ValueType::NumpyFloat64},
    {"int16", NumpyRule::Convert, 1, false, ValueType::NumpyInt16},
    {"int32", NumpyRule::Convert, 1, false, ValueType::NumpyInt32},
    {"int64", NumpyRule::Convert, 1, false, ValueType::NumpyInt64},
    {"int8", NumpyRule::Convert, 1, false, ValueType::NumpyInt8},
    {"uint16", NumpyRule::Convert, 1, false, ValueType::NumpyUint16},
    {"uint32", NumpyRule::Convert, 1, false, ValueType::NumpyUint32},
    {"uint64", NumpyRule::Convert, 1, false, ValueType::NumpyUint64},
    {"uint8", NumpyRule::Convert, 1, false, ValueType::NumpyUint8},
});

// NumPy's float for an argument alone; a Python number counts as its 64-bit type.
std::optional<ValueType> float_type_of(ValueType type) {
  switch (type) {
    case ValueType::NumpyFloat32:
      return type;
    case ValueType::Float:
    case ValueType::NumpyFloat64:
    case ValueType::Int:
    case ValueType::NumpyInt32:
    case ValueType::NumpyUint32:
    case ValueType::NumpyInt64:
    case ValueType::NumpyUint64:
      return ValueType::NumpyFloat64;
    case ValueType::Bool:
    case ValueType::Complex:
    case ValueType::NumpyBool:
    case ValueType::NumpyInt8:
    case ValueType::NumpyUint8:
    case ValueType::NumpyInt16:
    case ValueType::NumpyUint16:
    case ValueType::NumpyComplex64:
    case ValueType::NumpyComplex128:
      break;
  }
  return std::nullopt;
}

std::optional<ValueType> computed_type_of(const NumpyFunction& function, ValueType one,
                                          ValueType other) {
  if (is_bool(one) || is_bool(other)) {
    return std::nullopt;
  }
  const ValueType common = one == other ? one : promote(one, other);
  if (function.keeps_integers && is_integer(common)) {
    return std::nullopt;
  }
  return float_type_of(common);
}

// Of two integers, or of one and itself; Python's own count as NumPy's int64.
std::optional<ValueType> integer_type_of(ValueType one, ValueType other) {
  if (!is_integer(one) || !is_integer(other)) {
    return std::nullopt;
  }
  const ValueType common = one == other ? one : promote(one, other);
  if (!is_integer(common)) {
    return std::nullopt;
  }
  return common == ValueType::Int ? ValueType::NumpyInt64 : common;
}

bool is_choice(std::string_view name) {
  return name == "maximum" || name == "minimum" || name == "fmax" || name == "fmin";
}

// What the function says of each pair of types that one argument, or two, may have; nothing where
// it says nothing, or several things.
template <class Function>
std::optional<ValueType> join_over_types(const std::vector<ValueTypes>& arguments,
                                         Function function) {
  std::optional<ValueType> joined;
  for (const ValueType one : all_of<ValueType>()) {
    for (const ValueType other : all_of<ValueType>()) {
      const bool is_pair = arguments.size() == 1 ? one == other && arguments.front().contains(one)
                                                 : arguments.front().contains(one) &&
                                                       arguments.back().contains(other);
      if (!is_pair) {
        continue;
      }
      const auto type = function(one, other);
      if (!type || joined.value_or(*type) != *type) {
        return std::nullopt;
      }
      joined = type;
    }
  }
  return joined;
}

}  // namespace

std::optional<NumpyFunction> numpy_function_of(const loop_ir::Call& call) {
  constexpr std::string_view kModule = "numpy.";
  if (!call.resolved.starts_with(kModule)) {
    return std::nullopt;
  }
  const auto* const found = std::ranges::find(
      kFunctions, std::string_view(call.resolved).substr(kModule.size()), &NumpyFunction::name);
  return found == kFunctions.end() ? std::nullopt : std::optional(*found);
}

std::optional<ValueType> numpy_computed_type(const NumpyFunction& function,
                                             const std::vector<ValueTypes>& arguments) {
  return join_over_types(arguments, [&](ValueType one, ValueType other) {
    return computed_type_of(function, one, other);
  });
}

std::optional<ValueType> numpy_integer_type(const NumpyFunction& function,
                                            const std::vector<ValueTypes>& arguments) {
  const bool is_magnitude = function.rule == NumpyRule::Magnitude;
  return is_magnitude || is_choice(function.name) ? join_over_types(arguments, integer_type_of)
                                                  : std::nullopt;
}

std::optional<InnerLoop> find_inner_loop(const loop_ir::LoopNest& nest, const NestTypes& types,
                                         loop_ir::ExpressionId expression_id) {
  const auto* call = std::get_if<loop_ir::Call>(&nest.expressions[expression_id].node);
  const auto function = call == nullptr ? std::nullopt : numpy_function_of(*call);
  if (!function || function->rule != NumpyRule::InnerLoop ||
      function->is_library_call(types.float_mode)) {
    return std::nullopt;
  }
  std::vector<ValueTypes> arguments;
  for (const loop_ir::ExpressionId argument_id : positional_arguments(*call)) {
    arguments.push_back(types.of(argument_id));
  }
  const auto type = arguments.size() == function->argument_count
                        ? numpy_computed_type(*function, arguments)
                        : std::nullopt;
  return type ? std::optional(
                    InnerLoop{std::string(function->name), function->argument_count, *type})
              : std::nullopt;
}

}  // namespace autopar::typing
