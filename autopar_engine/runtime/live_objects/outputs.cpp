#include "runtime/live_objects/outputs.hpp"

#include <numpy/arrayscalars.h>

namespace autopar::runtime {

namespace {

using codegen::FrameSlot;
using codegen::ScalarField;
using typing::Representation;
using typing::ValueType;

template <class Element>
PyObject* make_numpy_scalar(int type_number, Element value) {
  PyArray_Descr* type = PyArray_DescrFromType(type_number);
  PyObject* scalar = PyArray_Scalar(&value, type, nullptr);
  Py_DECREF(type);
  return scalar;
}

std::int64_t integer_in(const ScalarField& field, FrameSlot slot) {
  return field.representation == Representation::Int64 ? slot.integer
                                                       : static_cast<std::int64_t>(slot.real);
}

PyObject* make_integer(ValueType type, std::int64_t value) {
  switch (type) {
    case ValueType::Bool:
      return PyBool_FromLong(value != 0 ? 1 : 0);
    case ValueType::NumpyBool:
      return make_numpy_scalar(NPY_BOOL, static_cast<npy_bool>(value != 0 ? 1 : 0));
    case ValueType::NumpyInt8:
      return make_numpy_scalar(NPY_INT8, static_cast<std::int8_t>(value));
    case ValueType::NumpyUint8:
      return make_numpy_scalar(NPY_UINT8, static_cast<std::uint8_t>(value));
    case ValueType::NumpyInt16:
      return make_numpy_scalar(NPY_INT16, static_cast<std::int16_t>(value));
    case ValueType::NumpyUint16:
      return make_numpy_scalar(NPY_UINT16, static_cast<std::uint16_t>(value));
    case ValueType::NumpyInt32:
      return make_numpy_scalar(NPY_INT32, static_cast<std::int32_t>(value));
    case ValueType::NumpyUint32:
      return make_numpy_scalar(NPY_UINT32, static_cast<std::uint32_t>(value));
    case ValueType::NumpyInt64:
      return make_numpy_scalar(NPY_INT64, value);
    case ValueType::NumpyUint64:
      return make_numpy_scalar(NPY_UINT64, static_cast<std::uint64_t>(value));
    default:
      return PyLong_FromLongLong(value);
  }
}

PyObject* make_output(const ScalarField& field, const FrameSlot* frame) {
  const FrameSlot value = frame[field.value_slot];
  const auto type = static_cast<ValueType>(frame[field.type_slot()].integer);
  switch (type) {
    case ValueType::Float:
      return PyFloat_FromDouble(value.real);
    case ValueType::NumpyFloat32:
      return make_numpy_scalar(NPY_FLOAT32, static_cast<float>(value.real));
    case ValueType::NumpyFloat64:
      return make_numpy_scalar(NPY_FLOAT64, value.real);
    default:
      return make_integer(type, integer_in(field, value));
  }
}

}  // namespace

Owned make_outputs(const codegen::FrameLayout& layout, std::span<const Output> outputs,
                   std::span<PyObject* const> inputs, const FrameSlot* frame) noexcept {
  Owned objects(PyTuple_New(static_cast<Py_ssize_t>(outputs.size())));
  Py_ssize_t position = 0;
  for (const Output& output : outputs) {
    const ScalarField* field = layout.find_scalar(output.name_id);
    PyObject* object = nullptr;
    if (field != nullptr && field->is_output && objects) {
      const bool is_bound = frame[field->type_slot()].integer != codegen::kNoValue;
      PyObject* before = output.input_index ? inputs[*output.input_index] : nullptr;
      object = is_bound ? make_output(*field, frame) : Py_XNewRef(before);
    }
    if (object == nullptr) {
      PyErr_Clear();
      return {};
    }
    PyTuple_SET_ITEM(objects.get(), position++, object);
  }
  return objects;
}

}  // namespace autopar::runtime
