#include "runtime/live_objects/argument_reader.hpp"

#include <fmt/format.h>

#include <bit>
#include <span>
#include <utility>

#include "runtime/live_objects/scalar_objects.hpp"

namespace autopar::runtime {

namespace {

using loop_ir::ArrayArgument;
using loop_ir::DataType;
using loop_ir::FloatArgument;
using loop_ir::IntegerArgument;
using loop_ir::LiveArgument;

PyArrayObject* as_array(PyObject* object) { return reinterpret_cast<PyArrayObject*>(object); }

// Types of the same layout but with another scalar type (longlong on Linux) are not among them.
std::optional<DataType> data_type_of(int type_number) {
  switch (type_number) {
    case NPY_BOOL:
      return DataType::Bool;
    case NPY_INT8:
      return DataType::Int8;
    case NPY_INT16:
      return DataType::Int16;
    case NPY_INT32:
      return DataType::Int32;
    case NPY_INT64:
      return DataType::Int64;
    case NPY_UINT8:
      return DataType::Uint8;
    case NPY_UINT16:
      return DataType::Uint16;
    case NPY_UINT32:
      return DataType::Uint32;
    case NPY_UINT64:
      return DataType::Uint64;
    case NPY_FLOAT32:
      return DataType::Float32;
    case NPY_FLOAT64:
      return DataType::Float64;
    case NPY_COMPLEX64:
      return DataType::Complex64;
    case NPY_COMPLEX128:
      return DataType::Complex128;
    default:
      return std::nullopt;
  }
}

// NumPy's own flag of arrays under whose first write it warns; its C API has no name for it.
constexpr int kWarnsOnWrite = static_cast<int>(1U << 31U);

// An array under whose writes NumPy warns counts as read-only.
bool is_writeable(PyArrayObject* array) {
  return PyArray_ISWRITEABLE(array) && !PyArray_CHKFLAGS(array, kWarnsOnWrite);
}

bool is_native_and_aligned(PyArrayObject* array) {
  return PyArray_ISALIGNED(array) && PyArray_ISNOTSWAPPED(array);
}

Result<LiveArgument> read_array(PyArrayObject* array) {
  const auto data_type = data_type_of(PyArray_TYPE(array));
  if (!data_type) {
    return fail("an array whose elements are no plain numbers");
  }
  if (!is_native_and_aligned(array)) {
    return fail("an array that is not aligned or not of native byte order");
  }
  const std::span extents(PyArray_DIMS(array), static_cast<std::size_t>(PyArray_NDIM(array)));
  const std::span strides(PyArray_STRIDES(array), extents.size());
  ArrayArgument argument;
  argument.data_type = *data_type;
  argument.extents.assign(extents.begin(), extents.end());
  argument.strides_bytes.assign(strides.begin(), strides.end());
  argument.address = std::bit_cast<std::uintptr_t>(PyArray_DATA(array));
  argument.is_writeable = is_writeable(array);
  return LiveArgument(std::move(argument));
}

// A loop of its own: std::equal calls memcmp, which takes longer than what it compares here.
bool are_equal(const std::vector<std::int64_t>& facts, const npy_intp* values) noexcept {
  bool agree = true;
  for (const std::int64_t fact : facts) {
    agree = agree && fact == *values++;
  }
  return agree;
}

bool matches_array(PyArrayObject* array, const ArrayArgument& facts) noexcept {
  const auto rank = static_cast<std::size_t>(PyArray_NDIM(array));
  return rank == facts.rank() && data_type_of(PyArray_TYPE(array)) == facts.data_type &&
         is_native_and_aligned(array) && is_writeable(array) == facts.is_writeable &&
         are_equal(facts.extents, PyArray_DIMS(array)) &&
         are_equal(facts.strides_bytes, PyArray_STRIDES(array));
}

}  // namespace

Result<LiveArgument> read_argument(PyObject* object) {
  if (Py_IS_TYPE(object, &PyArray_Type)) {
    return read_array(as_array(object));
  }
  if (PyFloat_CheckExact(object)) {
    return LiveArgument(FloatArgument{PyFloat_AS_DOUBLE(object)});
  }
  if (const auto kind = integer_kind_of(object)) {
    const auto value = value_of(object, *kind);
    return value ? Result<LiveArgument>(
                       LiveArgument(IntegerArgument{*value, kind->is_bool, kind->numpy_type}))
                 : fail("an int beyond 64 bits");
  }
  if (const auto real = read_numpy_real(object)) {
    return LiveArgument(*real);
  }
  return fail(fmt::format("of type {}", Py_TYPE(object)->tp_name));
}

bool matches(PyObject* object, const LiveArgument& facts, ArgumentValue& value) noexcept {
  if (const auto* array = std::get_if<ArrayArgument>(&facts)) {
    if (!Py_IS_TYPE(object, &PyArray_Type) || !matches_array(as_array(object), *array)) {
      return false;
    }
    value.address = PyArray_DATA(as_array(object));
    return true;
  }
  if (const auto* integer = std::get_if<IntegerArgument>(&facts)) {
    value.integer = integer->value;
    const IntegerKind kind{integer->is_bool, integer->numpy_type};
    return Py_IS_TYPE(object, type_of(kind)) && value_of(object, kind) == integer->value;
  }
  const auto& real = std::get<FloatArgument>(facts);
  if (!real.numpy_type) {
    value.real = PyFloat_CheckExact(object) ? PyFloat_AS_DOUBLE(object) : 0;
    return PyFloat_CheckExact(object);
  }
  const auto found = read_numpy_real(object);
  value.real = found ? found->value : 0;
  return found && found->numpy_type == real.numpy_type;
}

}  // namespace autopar::runtime
