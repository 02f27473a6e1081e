#include "typing/value_types.hpp"

#include <limits>

#include "autopar/check.hpp"

namespace autopar::typing {
namespace {

template <class Integer>
loop_ir::IntegerRange range_of() {
  return {std::numeric_limits<Integer>::min(), std::numeric_limits<Integer>::max()};
}

}  // namespace

ValueType type_of_part(ValueType complex_type) {
  switch (complex_type) {
    case ValueType::Complex:
      return ValueType::Float;
    case ValueType::NumpyComplex64:
      return ValueType::NumpyFloat32;
    case ValueType::NumpyComplex128:
      return ValueType::NumpyFloat64;
    default:
      break;
  }
  AUTOPAR_CHECK(false, "a type of complex numbers");
}

ValueType scalar_type_of(loop_ir::DataType data_type) {
  using loop_ir::DataType;
  switch (data_type) {
    case DataType::Bool:
      return ValueType::NumpyBool;
    case DataType::Int8:
      return ValueType::NumpyInt8;
    case DataType::Int16:
      return ValueType::NumpyInt16;
    case DataType::Int32:
      return ValueType::NumpyInt32;
    case DataType::Int64:
      return ValueType::NumpyInt64;
    case DataType::Uint8:
      return ValueType::NumpyUint8;
    case DataType::Uint16:
      return ValueType::NumpyUint16;
    case DataType::Uint32:
      return ValueType::NumpyUint32;
    case DataType::Uint64:
      return ValueType::NumpyUint64;
    case DataType::Float32:
      return ValueType::NumpyFloat32;
    case DataType::Float64:
      return ValueType::NumpyFloat64;
    case DataType::Complex64:
      return ValueType::NumpyComplex64;
    case DataType::Complex128:
      return ValueType::NumpyComplex128;
  }
  AUTOPAR_CHECK(false, "a data type of the list");
}

ValueType type_of_argument(const loop_ir::IntegerArgument& argument) {
  if (argument.numpy_type) {
    return scalar_type_of(*argument.numpy_type);
  }
  return argument.is_bool ? ValueType::Bool : ValueType::Int;
}

ValueType type_of_argument(const loop_ir::FloatArgument& argument) {
  return argument.numpy_type ? scalar_type_of(*argument.numpy_type) : ValueType::Float;
}

ValueType type_of_argument(const loop_ir::ComplexArgument& argument) {
  return argument.numpy_type ? scalar_type_of(*argument.numpy_type) : ValueType::Complex;
}

loop_ir::IntegerRange values_of(ValueType integer_type) {
  switch (integer_type) {
    case ValueType::NumpyInt8:
      return range_of<std::int8_t>();
    case ValueType::NumpyInt16:
      return range_of<std::int16_t>();
    case ValueType::NumpyInt32:
      return range_of<std::int32_t>();
    case ValueType::NumpyUint8:
      return range_of<std::uint8_t>();
    case ValueType::NumpyUint16:
      return range_of<std::uint16_t>();
    case ValueType::NumpyUint32:
      return range_of<std::uint32_t>();
    case ValueType::NumpyUint64:
      return {0, std::numeric_limits<std::int64_t>::max()};
    case ValueType::Int:
    case ValueType::NumpyInt64:
      return range_of<std::int64_t>();
    case ValueType::Bool:
    case ValueType::NumpyBool:
      return {0, 1};
    case ValueType::Float:
    case ValueType::Complex:
    case ValueType::NumpyFloat32:
    case ValueType::NumpyFloat64:
    case ValueType::NumpyComplex64:
    case ValueType::NumpyComplex128:
      break;
  }
  AUTOPAR_CHECK(false, "a type of integers");
}

}  // namespace autopar::typing
