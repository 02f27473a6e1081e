#include "runtime/live_objects/warning_state.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "runtime/live_objects/owned.hpp"

namespace autopar::runtime {

namespace {

bool has_type(PyObject* object, std::string_view name) noexcept {
  return object != nullptr && name == Py_TYPE(object)->tp_name;
}

// Borrowed; null, without a Python exception, if there is none.
PyObject* item_of(PyObject* names, const char* name) noexcept {
  PyObject* item = names == nullptr ? nullptr : PyDict_GetItemString(names, name);
  return item;
}

bool is_text(PyObject* object, std::string_view text) noexcept {
  Py_ssize_t size = 0;
  const char* found = object != nullptr && PyUnicode_CheckExact(object)
                          ? PyUnicode_AsUTF8AndSize(object, &size)
                          : nullptr;
  PyErr_Clear();
  return found != nullptr && std::string_view(found, static_cast<std::size_t>(size)) == text;
}

bool is_known_action(PyObject* action) noexcept {
  constexpr std::array<std::string_view, 6> kActions = {"default", "ignore", "always",
                                                        "module",  "once",   "all"};
  return std::ranges::any_of(kActions,
                             [&](std::string_view name) { return is_text(action, name); });
}

// What a filter matches texts with.
bool is_plain_pattern(PyObject* pattern) noexcept {
  return pattern == Py_None || PyUnicode_CheckExact(pattern) || has_type(pattern, "re.Pattern");
}

// (action, message, category, module, line)
bool is_harmless_filter(PyObject* filter) noexcept {
  constexpr Py_ssize_t kParts = 5;
  if (!PyTuple_CheckExact(filter) || PyTuple_GET_SIZE(filter) != kParts) {
    return false;
  }
  PyObject* category = PyTuple_GET_ITEM(filter, 2);
  const bool is_plain = PyType_CheckExact(category) &&
                        is_plain_pattern(PyTuple_GET_ITEM(filter, 1)) &&
                        is_plain_pattern(PyTuple_GET_ITEM(filter, 3));
  auto* runtime_warning = reinterpret_cast<PyTypeObject*>(PyExc_RuntimeWarning);
  return is_plain &&
         (is_known_action(PyTuple_GET_ITEM(filter, 0)) ||
          PyType_IsSubtype(runtime_warning, reinterpret_cast<PyTypeObject*>(category)) == 0);
}

bool are_harmless_filters(PyObject* filters) noexcept {
  if (filters == nullptr || !PyList_CheckExact(filters)) {
    return false;
  }
  for (Py_ssize_t index = 0; index < PyList_GET_SIZE(filters); ++index) {
    if (!is_harmless_filter(PyList_GET_ITEM(filters, index))) {
      return false;
    }
  }
  return true;
}

// Without a Python exception.
Owned attribute_of(PyObject* object, const char* name) noexcept {
  Owned attribute(object == nullptr ? nullptr : PyObject_GetAttrString(object, name));
  PyErr_Clear();
  return attribute;
}

// A stream of Python's own over a file, that shows any text: writing to it fails with an OSError at
// most, which warnings ignores.
bool is_harmless_stream(PyObject* stream) noexcept {
  if (stream == nullptr || stream == Py_None) {
    return true;
  }
  Owned file = has_type(stream, "_io.TextIOWrapper") ? attribute_of(stream, "buffer") : Owned();
  if (has_type(file.get(), "_io.BufferedWriter")) {
    file = attribute_of(file.get(), "raw");
  }
  return has_type(file.get(), "_io.FileIO") && attribute_of(stream, "closed").get() == Py_False &&
         is_text(attribute_of(stream, "errors").get(), "backslashreplace");
}

// catch_warnings(record=True) puts the method of a list there.
bool is_append_of_list(PyObject* function) noexcept {
  return PyCFunction_CheckExact(function) && PyCFunction_GET_SELF(function) != nullptr &&
         PyList_CheckExact(PyCFunction_GET_SELF(function)) &&
         std::string_view(reinterpret_cast<PyCFunctionObject*>(function)->m_ml->ml_name) ==
             "append";
}

bool is_shown_harmlessly(PyObject* names) noexcept {
  PyObject* show = item_of(names, "_showwarnmsg_impl");
  if (show == nullptr || item_of(names, "showwarning") != item_of(names, "_showwarning_orig") ||
      item_of(names, "formatwarning") != item_of(names, "_formatwarning_orig")) {
    return false;
  }
  if (is_append_of_list(show)) {
    return true;
  }
  return PyFunction_Check(show) && PyFunction_GetGlobals(show) == names &&
         is_harmless_stream(PySys_GetObject("stderr"));
}

// Where it is noted which warnings were shown.
bool is_harmless_registry(PyObject* globals) noexcept {
  PyObject* registry = item_of(globals, "__warningregistry__");
  return registry == nullptr || registry == Py_None || PyDict_CheckExact(registry);
}

}  // namespace

bool may_warning_raise() noexcept {
  const Owned modules = Owned::new_reference(PyImport_GetModuleDict());
  PyObject* module = item_of(modules.get(), "warnings");
  if (module == nullptr || !PyModule_CheckExact(module)) {
    return true;
  }
  PyObject* names = PyModule_GetDict(module);
  const bool is_harmless = are_harmless_filters(item_of(names, "filters")) &&
                           is_known_action(item_of(names, "defaultaction")) &&
                           is_shown_harmlessly(names) && is_harmless_registry(PyEval_GetGlobals());
  return !is_harmless;
}

}  // namespace autopar::runtime
