#include "runtime/live_objects/old_values.hpp"

#include <fmt/format.h>

#include <utility>

#include "runtime/live_objects/caller_locals.hpp"
#include "runtime/live_objects/numpy_api.hpp"

namespace autopar::runtime {

namespace {

bool is_array_without_objects(PyObject* object) noexcept {
  return PyArray_CheckExact(object) &&
         !PyDataType_REFCHK(PyArray_DESCR(reinterpret_cast<PyArrayObject*>(object)));
}

// A class of a program's own may have any code.
bool is_scalar_of_numpy(PyObject* object) noexcept {
  return PyArray_IsScalar(object, Generic) && !PyArray_IsScalar(object, Object) &&
         !PyType_HasFeature(Py_TYPE(object), Py_TPFLAGS_HEAPTYPE);
}

bool is_plain(PyObject* object) noexcept {
  return PyLong_CheckExact(object) || PyFloat_CheckExact(object) ||
         is_array_without_objects(object) || object == Py_None || PyList_CheckExact(object) ||
         PyBool_Check(object) || PyComplex_CheckExact(object) || PyUnicode_CheckExact(object) ||
         PyTuple_CheckExact(object) || PyBytes_CheckExact(object) || PyRange_Check(object) ||
         is_scalar_of_numpy(object);
}

}  // namespace

bool OldValues::bind(const std::vector<LocalVariable>& variables) {
  for (const LocalVariable& variable : variables) {
    Owned name(PyUnicode_InternFromString(variable.name.c_str()));
    if (!name) {
      return false;
    }
    variables_.push_back({variable.index, std::move(name)});
  }
  return true;
}

std::optional<std::string> OldValues::find_obstacle() const {
  const CallerLocals locals;
  for (const Variable& variable : variables_) {
    PyObject* value = locals.find(variable.index, variable.name.get());
    if (value != nullptr && !is_plain(value)) {
      const char* name = PyUnicode_AsUTF8(variable.name.get());
      PyErr_Clear();
      return fmt::format("'{}' gets a new value, and its old one, an object of type {}, may notice",
                         name == nullptr ? "a name" : name, Py_TYPE(value)->tp_name);
    }
  }
  return std::nullopt;
}

}  // namespace autopar::runtime
