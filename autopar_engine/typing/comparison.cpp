#include "typing/comparison.hpp"

#include "typing/arithmetic.hpp"

namespace autopar::typing {
namespace {

// NumPy compares a uint64 with a signed integer as floats.
bool rounds_integers(ValueTypes left, ValueTypes right) {
  const auto is_wide = [](ValueType type) { return type == ValueType::NumpyUint64; };
  const auto is_signed = [](ValueType type) {
    return is_numpy_integer(type) && !is_unsigned(type);
  };
  return (any_type(left, is_wide) && any_type(right, is_signed)) ||
         (any_type(right, is_wide) && any_type(left, is_signed));
}

ValueType type_of_pair(ValueType left, ValueType right) {
  const ValueType type = promote(left, right);
  if (is_complex(type)) {
    return type == ValueType::NumpyComplex64 ? type : ValueType::Complex;
  }
  return type == ValueType::NumpyFloat32 ? type : ValueType::Float;
}

// A float64 is a float to a Python complex on its left.
bool is_asked_of_python(ValueType left, ValueType right) {
  return !is_numpy(left) &&
         (!is_numpy(right) || (left == ValueType::Complex && right == ValueType::NumpyFloat64));
}

// Otherwise it has NumPy's type if one of the operands has.
bool follows_operands(ValueTypes left, ValueTypes right) {
  return !left.contains(ValueType::Complex) || !right.contains(ValueType::NumpyFloat64) ||
         single_type(comparison_results(left, right));
}

}  // namespace

std::optional<ValueType> comparison_type(ValueTypes left, ValueTypes right) {
  if (!any_type(left, is_inexact) && !any_type(right, is_inexact)) {
    return rounds_integers(left, right) ? std::nullopt : std::optional(ValueType::Int);
  }
  if (!follows_operands(left, right)) {
    return std::nullopt;
  }
  std::optional<ValueType> joined = std::nullopt;
  for (const ValueType left_type : all_of<ValueType>()) {
    for (const ValueType right_type : all_of<ValueType>()) {
      if (!left.contains(left_type) || !right.contains(right_type)) {
        continue;
      }
      const ValueType type = type_of_pair(left_type, right_type);
      if (joined.value_or(type) != type) {
        return std::nullopt;
      }
      joined = type;
    }
  }
  return joined.value_or(ValueType::Float);
}

ValueTypes comparison_results(ValueTypes left, ValueTypes right) {
  ValueTypes results;
  for (const ValueType left_type : all_of<ValueType>()) {
    for (const ValueType right_type : all_of<ValueType>()) {
      if (left.contains(left_type) && right.contains(right_type)) {
        results.insert(is_asked_of_python(left_type, right_type) ? ValueType::Bool
                                                                 : ValueType::NumpyBool);
      }
    }
  }
  return results;
}

}  // namespace autopar::typing
