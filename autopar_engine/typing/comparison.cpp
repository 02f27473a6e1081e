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

bool is_single(ValueType type) { return type == ValueType::NumpyFloat32; }

ValueType type_of_pair(ValueType left, ValueType right) {
  return is_single(promote(left, right)) ? ValueType::NumpyFloat32 : ValueType::Float;
}

}  // namespace

std::optional<ValueType> comparison_type(ValueTypes left, ValueTypes right) {
  if (!any_type(left, is_real) && !any_type(right, is_real)) {
    return rounds_integers(left, right) ? std::nullopt : std::optional(ValueType::Int);
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
  const auto is_python = [](ValueType type) { return !is_numpy(type); };
  if (any_type(left, is_python) && any_type(right, is_python)) {
    results.insert(ValueType::Bool);
  }
  if ((any_type(left, is_numpy) && !right.empty()) ||
      (any_type(right, is_numpy) && !left.empty())) {
    results.insert(ValueType::NumpyBool);
  }
  return results;
}

}  // namespace autopar::typing
