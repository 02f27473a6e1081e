#include "runtime/live_objects/old_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "runtime/live_objects/caller_locals.hpp"
#include "runtime/live_objects/numpy_api.hpp"

namespace autopar::runtime {

namespace {

// A class of a program's own may have any code, an element of a structured array holds that array.
bool is_scalar_of_numpy(PyObject* object) noexcept {
  return PyArray_IsScalar(object, Generic) && !PyArray_IsScalar(object, Object) &&
         !PyArray_IsScalar(object, Void) &&
         !PyType_HasFeature(Py_TYPE(object), Py_TPFLAGS_HEAPTYPE);
}

// Holds no other object, and nothing tells when it goes.
bool is_plain(PyObject* object) noexcept {
  return PyLong_CheckExact(object) || PyFloat_CheckExact(object) || object == Py_None ||
         PyBool_Check(object) || PyComplex_CheckExact(object) || PyUnicode_CheckExact(object) ||
         PyBytes_CheckExact(object) || PyRange_Check(object) || is_scalar_of_numpy(object);
}

bool is_list_or_tuple(PyObject* object) noexcept {
  return PyList_CheckExact(object) || PyTuple_CheckExact(object);
}

bool has_weak_references(PyObject* object) noexcept {
  const Py_ssize_t offset = Py_TYPE(object)->tp_weaklistoffset;
  return offset > 0 &&
         *reinterpret_cast<PyObject**>(reinterpret_cast<char*>(object) + offset) != nullptr;
}

std::string describe_type(PyObject* object) {
  return fmt::format("an object of type {}", Py_TYPE(object)->tp_name);
}

// What goes when variables let go of an object, and whether it can tell.
class Departure {
 public:
  // held: what the variables hold, with repetitions; null for nothing. given: what the call holds.
  Departure(std::span<PyObject* const> held, std::span<PyObject* const> given) noexcept
      : held_(held), given_(given) {}

  // A part of a sentence, the thing that can tell; nothing if there is none.
  [[nodiscard]] std::optional<std::string> find_witness(PyObject* object) {
    if (PyArray_CheckExact(object)) {
      const auto chain = follow_bases(object);
      return chain.witness && !is_held_elsewhere(object, chain.last) ? chain.witness : std::nullopt;
    }
    if (!is_list_or_tuple(object)) {
      return describe_type(object);
    }
    const bool stays = Py_REFCNT(object) > count_references(object);
    auto witness = stays ? std::nullopt : find_witness_among_items(object, 1);
    return witness ? fmt::format("a {} with {}", Py_TYPE(object)->tp_name, *witness) : witness;
  }

 private:
  static constexpr int kMostLevels = 8;
  static constexpr Py_ssize_t kMostItems = 1 << 16;

  struct Chain {
    std::optional<std::string> witness;
    PyObject* last = nullptr;  // the witness, if there is one
  };

  [[nodiscard]] Py_ssize_t count_references(PyObject* object) const noexcept {
    return std::ranges::count(held_, object) + std::ranges::count(given_, object);
  }

  // From an array to what its memory belongs to.
  [[nodiscard]] static Chain follow_bases(PyObject* object) {
    while (object != nullptr && PyArray_CheckExact(object)) {
      auto* array = reinterpret_cast<PyArrayObject*>(object);
      if (PyDataType_REFCHK(PyArray_DESCR(array))) {
        return {"an array of objects", object};
      }
      if (has_weak_references(object)) {
        return {"an array with a weak reference", object};
      }
      object = PyArray_BASE(array);
    }
    if (object == nullptr || PyBytes_CheckExact(object)) {
      return {};
    }
    return {fmt::format("an array in the memory of {}", describe_type(object)), object};
  }

  // Is an object among what lies behind an array?
  [[nodiscard]] static bool has_base(PyObject* array, PyObject* object) noexcept {
    while (array != nullptr && PyArray_CheckExact(array)) {
      array = PyArray_BASE(reinterpret_cast<PyArrayObject*>(array));
      if (array == object) {
        return true;
      }
    }
    return false;
  }

  // Does an array stay, or one between it and the witness behind it? What the variables hold has
  // one reference each to what lies behind it.
  [[nodiscard]] bool is_held_elsewhere(PyObject* object, PyObject* witness) const noexcept {
    while (true) {
      const auto views =
          std::ranges::count_if(held_, [object](PyObject* held) { return has_base(held, object); });
      if (Py_REFCNT(object) > count_references(object) + views) {
        return true;
      }
      if (object == witness) {
        return false;
      }
      object = PyArray_BASE(reinterpret_cast<PyArrayObject*>(object));
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): lists in lists, of kMostLevels
  [[nodiscard]] std::optional<std::string> find_witness_among_items(PyObject* sequence, int level) {
    const Py_ssize_t count = PySequence_Fast_GET_SIZE(sequence);
    if (count > items_left_) {
      return fmt::format("more than {} objects", kMostItems);
    }
    items_left_ -= count;
    PyObject* const* const items = PySequence_Fast_ITEMS(sequence);
    for (PyObject* item : std::span(items, static_cast<std::size_t>(count))) {
      if (auto witness = find_witness_in_item(item, level)) {
        return witness;
      }
    }
    return std::nullopt;
  }

  // NOLINTNEXTLINE(misc-no-recursion): lists in lists, of kMostLevels
  [[nodiscard]] std::optional<std::string> find_witness_in_item(PyObject* item, int level) {
    if (is_plain(item)) {
      return std::nullopt;
    }
    if (PyArray_CheckExact(item)) {
      return follow_bases(item).witness;
    }
    if (!is_list_or_tuple(item)) {
      return describe_type(item);
    }
    return level < kMostLevels ? find_witness_among_items(item, level + 1)
                               : fmt::format("more than {} lists in one another", kMostLevels);
  }

  std::span<PyObject* const> held_;
  std::span<PyObject* const> given_;
  Py_ssize_t items_left_ = kMostItems;
};

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

std::optional<std::string> OldValues::find_obstacle(std::span<PyObject* const> arguments) const {
  const CallerLocals locals;
  const auto value_of = [&](const Variable& variable) {
    return locals.find(variable.index, variable.name.get());
  };
  std::vector<PyObject*> held;  // made for the first value that is not plain
  for (const Variable& variable : variables_) {
    PyObject* value = value_of(variable);
    if (value == nullptr || is_plain(value)) {
      continue;
    }
    if (held.empty()) {
      std::ranges::transform(variables_, std::back_inserter(held), value_of);
    }
    if (const auto witness = Departure(held, arguments).find_witness(value)) {
      const char* name = PyUnicode_AsUTF8(variable.name.get());
      PyErr_Clear();
      return fmt::format("'{}' gets a new value, and its old one, {}, may notice",
                         name == nullptr ? "a name" : name, *witness);
    }
  }
  return std::nullopt;
}

}  // namespace autopar::runtime
