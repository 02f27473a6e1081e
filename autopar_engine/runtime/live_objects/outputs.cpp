#include "runtime/live_objects/outputs.hpp"

#include <numpy/arrayscalars.h>

#include <array>
#include <bit>
#include <utility>

namespace autopar::runtime {

namespace {

using codegen::FrameSlot;
using typing::Representation;
using typing::ValueType;

template <class Element>
PyObject* make_numpy_scalar(int type_number, Element value) {
  PyArray_Descr* type = PyArray_DescrFromType(type_number);
  PyObject* scalar = PyArray_Scalar(&value, type, nullptr);
  Py_DECREF(type);
  return scalar;
}

std::int64_t integer_in(const OutputPlace& place, FrameSlot slot) {
  return place.representation == Representation::Int64 ? slot.integer
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

PyObject* make_complex(ValueType type, double real, double imaginary) {
  switch (type) {
    case ValueType::NumpyComplex64:
      return make_numpy_scalar(NPY_COMPLEX64,
                               std::array{static_cast<float>(real), static_cast<float>(imaginary)});
    case ValueType::NumpyComplex128:
      return make_numpy_scalar(NPY_COMPLEX128, std::array{real, imaginary});
    default:
      return PyComplex_FromDoubles(real, imaginary);
  }
}

PyObject* make_bound_output(const OutputPlace& place, const FrameSlot* frame) {
  const FrameSlot value = frame[place.value_slot];
  const auto type = static_cast<ValueType>(frame[place.type_slot].integer);
  switch (type) {
    case ValueType::Float:
      return PyFloat_FromDouble(value.real);
    case ValueType::NumpyFloat32:
      return make_numpy_scalar(NPY_FLOAT32, static_cast<float>(value.real));
    case ValueType::NumpyFloat64:
      return make_numpy_scalar(NPY_FLOAT64, value.real);
    case ValueType::Complex:
    case ValueType::NumpyComplex64:
    case ValueType::NumpyComplex128:
      return make_complex(type, value.real, frame[place.imaginary_slot].real);
    default:
      return make_integer(type, integer_in(place, value));
  }
}

// Nothing, with a Python exception, if it is not there any more.
Owned object_at(PyObject* sequence, std::int64_t place, std::uint32_t depth) {
  if (depth == 1) {
    return Owned(PySequence_GetItem(sequence, static_cast<Py_ssize_t>(place)));
  }
  std::int64_t count_in_row = 1;
  Owned first(PySequence_GetItem(sequence, 0));
  for (std::uint32_t level = 1; level < depth && first; ++level) {
    count_in_row *= PySequence_Size(first.get());
    first = level + 1 < depth ? Owned(PySequence_GetItem(first.get(), 0)) : std::move(first);
  }
  if (!first || count_in_row <= 0) {
    return {};
  }
  const Owned row(PySequence_GetItem(sequence, static_cast<Py_ssize_t>(place / count_in_row)));
  return row ? object_at(row.get(), place % count_in_row, depth - 1) : Owned();
}

Owned object_at(const NestedPlace& place, std::span<PyObject* const> inputs,
                const FrameSlot* frame) {
  return object_at(inputs[place.input_index], frame[place.place_slot].integer, place.depth);
}

Owned make_output(const OutputPlace& place, std::span<PyObject* const> inputs,
                  const FrameSlot* frame) {
  if (frame[place.type_slot].integer != codegen::kNoValue) {
    if (place.new_array_index) {
      return Owned::new_reference(inputs[*place.new_array_index]);
    }
    return place.row ? object_at(*place.row, inputs, frame)
                     : Owned(make_bound_output(place, frame));
  }
  return place.input_index ? Owned::new_reference(inputs[*place.input_index]) : Owned();
}

Owned make_tuple(std::span<const OutputPlace> places, std::span<PyObject* const> inputs,
                 const FrameSlot* frame) {
  Owned objects(PyTuple_New(static_cast<Py_ssize_t>(places.size())));
  Py_ssize_t position = 0;
  for (const OutputPlace& place : places) {
    Owned object = objects ? make_output(place, inputs, frame) : Owned();
    if (!object) {
      return {};
    }
    PyTuple_SET_ITEM(objects.get(), position++, object.release());
  }
  return objects;
}

// Equal to the last bit.
bool are_alike(PyObject* one, PyObject* other) {
  if (PyFloat_CheckExact(one) && PyFloat_CheckExact(other)) {
    return std::bit_cast<std::uint64_t>(PyFloat_AS_DOUBLE(one)) ==
           std::bit_cast<std::uint64_t>(PyFloat_AS_DOUBLE(other));
  }
  const bool are_ints = PyLong_CheckExact(one) && PyLong_CheckExact(other);
  return are_ints && PyObject_RichCompareBool(one, other, Py_EQ) == 1;
}

// Null if the output is no element of a list.
Owned find_list_element(const OutputPlace& place, std::span<PyObject* const> inputs,
                        const FrameSlot* frame) {
  if (frame[place.type_slot].integer == codegen::kNoValue) {
    return {};
  }
  if (place.nested && PyList_CheckExact(inputs[place.nested->input_index])) {
    return object_at(*place.nested, inputs, frame);
  }
  if (!place.element || !PyList_CheckExact(inputs[place.element->input_index])) {
    return {};
  }
  PyObject* list = inputs[place.element->input_index];
  const ElementSource& source = place.element->source;
  const Py_ssize_t length = PyList_GET_SIZE(list);
  const std::int64_t position = source.sign * frame[place.element->index_slot].integer +
                                source.offset + (source.is_from_end ? length : 0);
  return 0 <= position && position < length ? Owned::new_reference(PyList_GET_ITEM(list, position))
                                            : Owned();
}

std::optional<ElementPlace> element_place_of(const codegen::FrameLayout& layout,
                                             const Output& output) {
  const auto* index = output.element ? layout.find_scalar(output.element->index_id) : nullptr;
  return index == nullptr || !index->is_output
             ? std::nullopt
             : std::optional(
                   ElementPlace{output.sequence_index, index->value_slot, *output.element});
}

std::optional<NestedPlace> nested_place_of(const codegen::FrameLayout& layout,
                                           const std::optional<NestedSource>& source,
                                           std::size_t input_index) {
  const auto* place = source ? layout.find_scalar(source->place_id) : nullptr;
  return place == nullptr || !place->is_output
             ? std::nullopt
             : std::optional(NestedPlace{input_index, place->value_slot, source->depth});
}

}  // namespace

std::optional<std::vector<OutputPlace>> places_of(const codegen::FrameLayout& layout,
                                                  std::span<const Output> outputs) {
  std::vector<OutputPlace> places;
  for (const Output& output : outputs) {
    const codegen::ScalarField* field = layout.find_scalar(output.name_id);
    if (field == nullptr || !field->is_output) {
      return std::nullopt;
    }
    places.push_back({field->value_slot, field->type_slot(), field->imaginary_slot(),
                      field->representation, output.input_index, element_place_of(layout, output),
                      nested_place_of(layout, output.row, output.nested_index),
                      nested_place_of(layout, output.nested, output.nested_index),
                      output.new_array_index});
  }
  return places;
}

Owned make_outputs(std::span<const OutputPlace> places, std::span<PyObject* const> inputs,
                   const FrameSlot* frame) noexcept {
  Owned outputs = places.size() == 1 ? make_output(places.front(), inputs, frame)
                                     : make_tuple(places, inputs, frame);
  if (!outputs) {
    PyErr_Clear();
  }
  return outputs;
}

void put_list_elements(Owned& outputs, std::span<const OutputPlace> places,
                       std::span<PyObject* const> inputs, const FrameSlot* frame) noexcept {
  Py_ssize_t position = 0;
  for (const OutputPlace& place : places) {
    const Py_ssize_t at = position++;
    Owned element = find_list_element(place, inputs, frame);
    PyErr_Clear();
    PyObject* made = places.size() == 1 ? outputs.get() : PyTuple_GET_ITEM(outputs.get(), at);
    if (!element || !are_alike(element.get(), made)) {
      continue;
    }
    if (places.size() == 1) {
      outputs = std::move(element);
    } else {
      PyTuple_SET_ITEM(outputs.get(), at, element.release());
      Py_DECREF(made);
    }
  }
}

}  // namespace autopar::runtime
