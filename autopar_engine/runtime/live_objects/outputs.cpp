#include "runtime/live_objects/outputs.hpp"

#include <numpy/arrayscalars.h>

namespace autopar::runtime {

namespace {

using codegen::FrameSlot;
using codegen::ScalarField;
using typing::Representation;
using typing::ValueType;

PyObject* make_numpy_float64(double value) {
  PyArray_Descr* type = PyArray_DescrFromType(NPY_FLOAT64);
  PyObject* scalar = PyArray_Scalar(&value, type, nullptr);
  Py_DECREF(type);
  return scalar;
}

std::int64_t integer_in(const ScalarField& field, FrameSlot slot) {
  return field.representation == Representation::Int64 ? slot.integer
                                                       : static_cast<std::int64_t>(slot.real);
}

PyObject* make_output(const ScalarField& field, const FrameSlot* frame) {
  const FrameSlot value = frame[field.value_slot];
  const std::int64_t type = frame[field.type_slot()].integer;
  if (type == static_cast<std::int64_t>(ValueType::Int)) {
    return PyLong_FromLongLong(integer_in(field, value));
  }
  if (type == static_cast<std::int64_t>(ValueType::Float)) {
    return PyFloat_FromDouble(value.real);
  }
  if (type == static_cast<std::int64_t>(ValueType::NumpyFloat64)) {
    return make_numpy_float64(value.real);
  }
  return nullptr;
}

}  // namespace

Owned make_outputs(const codegen::FrameLayout& layout, std::span<const loop_ir::NameId> output_ids,
                   const FrameSlot* frame) noexcept {
  Owned outputs(PyTuple_New(static_cast<Py_ssize_t>(output_ids.size())));
  Py_ssize_t position = 0;
  for (const auto name_id : output_ids) {
    const ScalarField* field = layout.find_scalar(name_id);
    PyObject* output =
        field == nullptr || !field->is_output || !outputs ? nullptr : make_output(*field, frame);
    if (output == nullptr) {
      PyErr_Clear();
      return {};
    }
    PyTuple_SET_ITEM(outputs.get(), position++, output);
  }
  return outputs;
}

}  // namespace autopar::runtime
