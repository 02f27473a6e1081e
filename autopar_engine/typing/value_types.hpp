#pragma once

#include <cstdint>
#include <optional>

#include "autopar/named_enum.hpp"
#include "loop_ir/argument_facts.hpp"

namespace autopar::typing {

// The Python type of a value inside a compiled region: an exact bool, int (one that fits 64 bits),
// float or complex, and the scalars that loads from arrays give. Python's own types come first,
// then NumPy's, each kind from narrow to wide: where the data decides between two types that an
// operation takes alike, the result has the later one of its operands' types.
AUTOPAR_NAMED_ENUM(ValueType, Bool, Int, Float, Complex, NumpyBool, NumpyInt8, NumpyUint8,
                   NumpyInt16, NumpyUint16, NumpyInt32, NumpyUint32, NumpyInt64, NumpyUint64,
                   NumpyFloat32, NumpyFloat64, NumpyComplex64, NumpyComplex128);

// The types that a value can have, decided by data (a sum that starts as 0 and becomes a
// numpy.float64 in the first iteration). Never empty for a value that exists.
using ValueTypes = EnumSet<ValueType>;

// How compiled code holds a value. Int64: a bool as 0 or 1, an int as itself; a numpy.uint64 from
// 2^63 on has no such form and is left to CPython. Double: a float, a float32 too, and an int of up
// to 2^53 in magnitude where the data decides between ints and floats. Complex: two doubles, also
// for a complex64, and for a float or such an int where the data decides, whose second one is 0.
AUTOPAR_NAMED_ENUM(Representation, Int64, Double, Complex);

[[nodiscard]] constexpr ValueTypes only(ValueType type) {
  ValueTypes types;
  types.insert(type);
  return types;
}

[[nodiscard]] constexpr bool is_numpy(ValueType type) { return type >= ValueType::NumpyBool; }

[[nodiscard]] constexpr bool is_bool(ValueType type) {
  return type == ValueType::Bool || type == ValueType::NumpyBool;
}

[[nodiscard]] constexpr bool is_complex(ValueType type) {
  return type == ValueType::Complex || type >= ValueType::NumpyComplex64;
}

[[nodiscard]] constexpr bool is_real(ValueType type) {
  return type == ValueType::Float || type == ValueType::NumpyFloat32 ||
         type == ValueType::NumpyFloat64;
}

// A float or a complex number, whose operations round and raise floating-point flags.
[[nodiscard]] constexpr bool is_inexact(ValueType type) {
  return is_real(type) || is_complex(type);
}

// An int of Python or NumPy, bools excluded.
[[nodiscard]] constexpr bool is_integer(ValueType type) {
  return !is_inexact(type) && !is_bool(type);
}

[[nodiscard]] constexpr bool is_numpy_integer(ValueType type) {
  return is_integer(type) && type != ValueType::Int;
}

[[nodiscard]] constexpr bool is_unsigned(ValueType type) {
  return type == ValueType::NumpyUint8 || type == ValueType::NumpyUint16 ||
         type == ValueType::NumpyUint32 || type == ValueType::NumpyUint64;
}

template <class Predicate>
[[nodiscard]] constexpr bool any_type(ValueTypes types, Predicate predicate) {
  for (const ValueType type : all_of<ValueType>()) {
    if (types.contains(type) && predicate(type)) {
      return true;
    }
  }
  return false;
}

// The type, if there is exactly one.
[[nodiscard]] constexpr std::optional<ValueType> single_type(ValueTypes types) {
  for (const ValueType type : all_of<ValueType>()) {
    if (types == only(type)) {
      return type;
    }
  }
  return std::nullopt;
}

[[nodiscard]] constexpr Representation representation_of(ValueTypes types) {
  if (any_type(types, is_complex)) {
    return Representation::Complex;
  }
  return any_type(types, is_real) ? Representation::Double : Representation::Int64;
}

// The type of the real part and of the magnitude of a complex number.
[[nodiscard]] ValueType type_of_part(ValueType complex_type);

// What a load from an array of these elements gives.
[[nodiscard]] ValueType scalar_type_of(loop_ir::DataType data_type);

// The type of an argument that is no array.
[[nodiscard]] ValueType type_of_argument(const loop_ir::IntegerArgument& argument);
[[nodiscard]] ValueType type_of_argument(const loop_ir::FloatArgument& argument);
[[nodiscard]] ValueType type_of_argument(const loop_ir::ComplexArgument& argument);

// The values of an integer type that compiled code can hold: those of the type within 64 bits.
[[nodiscard]] loop_ir::IntegerRange values_of(ValueType integer_type);

}  // namespace autopar::typing
