#include "runtime/live_objects/old_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

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

// Holds no other object.
bool is_plain(PyObject* object) noexcept {
  return PyLong_CheckExact(object) || PyFloat_CheckExact(object) ||
         is_array_without_objects(object) || object == Py_None || PyBool_Check(object) ||
         PyComplex_CheckExact(object) || PyUnicode_CheckExact(object) ||
         PyBytes_CheckExact(object) || PyRange_Check(object) || is_scalar_of_numpy(object);
}

bool is_list_or_tuple(PyObject* object) noexcept {
  return PyList_CheckExact(object) || PyTuple_CheckExact(object);
}

// What lists and tuples hold that go with all that is in them.
class Contents {
 public:
  // A part of a sentence, what they hold that is not plain; nothing if there is no such thing.
  std::optional<std::string> find_obstacle(PyObject* sequence, int depth = 0) {
    if (depth == kGreatestDepth) {
      return fmt::format("more than {} lists in one another", kGreatestDepth);
    }
    PyObject* const* const items = PySequence_Fast_ITEMS(sequence);
    const Py_ssize_t count = PySequence_Fast_GET_SIZE(sequence);
    if (count > items_left_) {
      return fmt::format("more than {} objects", kMostItems);
    }
    items_left_ -= count;
    for (PyObject* item : std::span(items, static_cast<std::size_t>(count))) {
      if (is_plain(item)) {
        continue;
      }
      auto obstacle = is_list_or_tuple(item)
                          ? find_obstacle(item, depth + 1)
                          : fmt::format("an object of type {}", Py_TYPE(item)->tp_name);
      if (obstacle) {
        return obstacle;
      }
    }
    return std::nullopt;
  }

 private:
  static constexpr int kGreatestDepth = 8;
  static constexpr Py_ssize_t kMostItems = 1 << 16;

  Py_ssize_t items_left_ = kMostItems;
};

std::string describe(PyObject* name, std::string_view old_value) {
  const char* text = PyUnicode_AsUTF8(name);
  PyErr_Clear();
  return fmt::format("'{}' gets a new value, and its old one, {}, may notice",
                     text == nullptr ? "a name" : text, old_value);
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

// False if it has more references than the variables and the call have: an object that they share
// among them goes with the last of them.
bool OldValues::may_go(PyObject* object, const CallerLocals& locals,
                       std::span<PyObject* const> arguments) const noexcept {
  const auto is_held_by = [&](const Variable& variable) {
    return locals.find(variable.index, variable.name.get()) == object;
  };
  return Py_REFCNT(object) <=
         std::ranges::count_if(variables_, is_held_by) + std::ranges::count(arguments, object);
}

std::optional<std::string> OldValues::find_obstacle(std::span<PyObject* const> arguments) const {
  const CallerLocals locals;
  for (const Variable& variable : variables_) {
    PyObject* value = locals.find(variable.index, variable.name.get());
    if (value == nullptr || is_plain(value)) {
      continue;
    }
    const char* type_name = Py_TYPE(value)->tp_name;
    if (!is_list_or_tuple(value)) {
      return describe(variable.name.get(), fmt::format("an object of type {}", type_name));
    }
    if (may_go(value, locals, arguments)) {
      if (const auto obstacle = Contents().find_obstacle(value)) {
        return describe(variable.name.get(), fmt::format("a {} with {}", type_name, *obstacle));
      }
    }
  }
  return std::nullopt;
}

}  // namespace autopar::runtime
