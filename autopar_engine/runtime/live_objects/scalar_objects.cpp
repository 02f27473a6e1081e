#include "runtime/live_objects/scalar_objects.hpp"

#include <numpy/arrayscalars.h>

#include <array>
#include <bit>
#include <utility>

namespace autopar::runtime {

namespace {

using loop_ir::DataType;

constexpr std::array kIntegerTypes = {DataType::Bool,   DataType::Int8,   DataType::Int16,
                                      DataType::Int32,  DataType::Int64,  DataType::Uint8,
                                      DataType::Uint16, DataType::Uint32, DataType::Uint64};

template <class Object>
auto scalar_value(PyObject* object) {
  return reinterpret_cast<Object*>(object)->obval;
}

// Of a complex number of C, real and imaginary.
template <class Part, class Complex>
std::array<Part, 2> parts_of(Complex value) {
  return std::bit_cast<std::array<Part, 2>>(value);
}

template <class Integer>
std::optional<std::int64_t> within_int64(Integer value) {
  return std::in_range<std::int64_t>(value)
             ? std::optional<std::int64_t>(static_cast<std::int64_t>(value))
             : std::nullopt;
}

}  // namespace

std::optional<IntegerKind> integer_kind_of(PyObject* object) noexcept {
  if (PyLong_CheckExact(object)) {
    return IntegerKind{};
  }
  if (PyBool_Check(object)) {
    return IntegerKind{.is_bool = true, .numpy_type = std::nullopt};
  }
  for (const DataType data_type : kIntegerTypes) {
    const IntegerKind kind{.is_bool = data_type == DataType::Bool, .numpy_type = data_type};
    if (Py_IS_TYPE(object, type_of(kind))) {
      return kind;
    }
  }
  return std::nullopt;
}

PyTypeObject* type_of(const IntegerKind& kind) noexcept {
  if (!kind.numpy_type) {
    return kind.is_bool ? &PyBool_Type : &PyLong_Type;
  }
  switch (*kind.numpy_type) {
    case DataType::Int8:
      return &PyInt8ArrType_Type;
    case DataType::Int16:
      return &PyInt16ArrType_Type;
    case DataType::Int32:
      return &PyInt32ArrType_Type;
    case DataType::Int64:
      return &PyInt64ArrType_Type;
    case DataType::Uint8:
      return &PyUInt8ArrType_Type;
    case DataType::Uint16:
      return &PyUInt16ArrType_Type;
    case DataType::Uint32:
      return &PyUInt32ArrType_Type;
    case DataType::Uint64:
      return &PyUInt64ArrType_Type;
    default:
      return &PyBoolArrType_Type;
  }
}

std::optional<std::int64_t> value_of(PyObject* object, const IntegerKind& kind) noexcept {
  if (!kind.numpy_type && kind.is_bool) {
    return object == Py_True ? 1 : 0;
  }
  if (!kind.numpy_type) {
    int overflow = 0;
    const long long value = PyLong_AsLongLongAndOverflow(object, &overflow);
    return overflow == 0 ? std::optional<std::int64_t>(value) : std::nullopt;
  }
  switch (*kind.numpy_type) {
    case DataType::Int8:
      return scalar_value<PyInt8ScalarObject>(object);
    case DataType::Int16:
      return scalar_value<PyInt16ScalarObject>(object);
    case DataType::Int32:
      return scalar_value<PyInt32ScalarObject>(object);
    case DataType::Int64:
      return scalar_value<PyInt64ScalarObject>(object);
    case DataType::Uint8:
      return scalar_value<PyUInt8ScalarObject>(object);
    case DataType::Uint16:
      return scalar_value<PyUInt16ScalarObject>(object);
    case DataType::Uint32:
      return scalar_value<PyUInt32ScalarObject>(object);
    case DataType::Uint64:
      return within_int64(scalar_value<PyUInt64ScalarObject>(object));
    default:
      return object == PyArrayScalar_True ? 1 : 0;
  }
}

PyTypeObject* type_of_real(DataType data_type) noexcept {
  return data_type == DataType::Float32 ? &PyFloat32ArrType_Type : &PyFloat64ArrType_Type;
}

std::optional<loop_ir::FloatArgument> read_numpy_real(PyObject* object) noexcept {
  if (Py_IS_TYPE(object, &PyFloat64ArrType_Type)) {
    return loop_ir::FloatArgument{scalar_value<PyFloat64ScalarObject>(object), DataType::Float64};
  }
  if (Py_IS_TYPE(object, &PyFloat32ArrType_Type)) {
    return loop_ir::FloatArgument{static_cast<double>(scalar_value<PyFloat32ScalarObject>(object)),
                                  DataType::Float32};
  }
  return std::nullopt;
}

std::optional<loop_ir::ComplexArgument> read_complex(PyObject* object) noexcept {
  if (PyComplex_CheckExact(object)) {
    return loop_ir::ComplexArgument{PyComplex_RealAsDouble(object), PyComplex_ImagAsDouble(object)};
  }
  if (Py_IS_TYPE(object, &PyComplex128ArrType_Type)) {
    const auto parts = parts_of<double>(scalar_value<PyComplex128ScalarObject>(object));
    return loop_ir::ComplexArgument{parts[0], parts[1], DataType::Complex128};
  }
  if (Py_IS_TYPE(object, &PyComplex64ArrType_Type)) {
    const auto parts = parts_of<float>(scalar_value<PyComplex64ScalarObject>(object));
    return loop_ir::ComplexArgument{static_cast<double>(parts[0]), static_cast<double>(parts[1]),
                                    DataType::Complex64};
  }
  return std::nullopt;
}

PyTypeObject* type_of_complex(std::optional<DataType> numpy_type) noexcept {
  if (!numpy_type) {
    return &PyComplex_Type;
  }
  return *numpy_type == DataType::Complex64 ? &PyComplex64ArrType_Type : &PyComplex128ArrType_Type;
}

}  // namespace autopar::runtime
