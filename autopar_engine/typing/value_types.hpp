#pragma once

#include "autopar/named_enum.hpp"

namespace autopar::typing {

// The Python type of a value inside a compiled region. Int is an int that fits 64 bits, Float an
// exact Python float, NumpyFloat64 what a load from a float64 array gives. Float and NumpyFloat64
// have the same bits and the same + - *, but differ in type, in warnings and in division by zero.
AUTOPAR_NAMED_ENUM(ValueType, Int, Float, NumpyFloat64);

// The types that a value can have, decided by data (a sum that starts as 0 and becomes a
// numpy.float64 in the first iteration). Never empty for a value that exists.
using ValueTypes = EnumSet<ValueType>;

// How compiled code holds a value.
AUTOPAR_NAMED_ENUM(Representation, Int64, Double);

// Int64 if Int is the only type, else Double.
[[nodiscard]] constexpr Representation representation_of(ValueTypes types) {
  ValueTypes only_int;
  only_int.insert(ValueType::Int);
  return types == only_int ? Representation::Int64 : Representation::Double;
}

[[nodiscard]] constexpr ValueTypes only(ValueType type) {
  ValueTypes types;
  types.insert(type);
  return types;
}

}  // namespace autopar::typing
