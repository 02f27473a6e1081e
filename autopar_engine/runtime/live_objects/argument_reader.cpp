#include "runtime/live_objects/argument_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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
constexpr std::array<std::pair<int, DataType>, 13> kTypeNumbers{
    {{NPY_BOOL, DataType::Bool},
     {NPY_INT8, DataType::Int8},
     {NPY_INT16, DataType::Int16},
     {NPY_INT32, DataType::Int32},
     {NPY_INT64, DataType::Int64},
     {NPY_UINT8, DataType::Uint8},
     {NPY_UINT16, DataType::Uint16},
     {NPY_UINT32, DataType::Uint32},
     {NPY_UINT64, DataType::Uint64},
     {NPY_FLOAT32, DataType::Float32},
     {NPY_FLOAT64, DataType::Float64},
     {NPY_COMPLEX64, DataType::Complex64},
     {NPY_COMPLEX128, DataType::Complex128}}};

std::optional<DataType> data_type_of(int type_number) {
  const auto* found =
      std::ranges::find(kTypeNumbers, type_number, &std::pair<int, DataType>::first);
  return found == kTypeNumbers.end() ? std::nullopt : std::optional(found->second);
}

Result<LiveArgument> read_array(PyArrayObject* array) {
  const auto data_type = data_type_of(PyArray_TYPE(array));
  if (!data_type) {
    return fail(fmt::format("an array of {}, which is not compiled",
                            PyArray_DESCR(array)->typeobj->tp_name));
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
  if (const auto complex = read_complex(object)) {
    return LiveArgument(*complex);
  }
  return fail(fmt::format("of type {}", Py_TYPE(object)->tp_name));
}

int type_number_of(DataType data_type) {
  return std::ranges::find(kTypeNumbers, data_type, &std::pair<int, DataType>::second)->first;
}

}  // namespace autopar::runtime
