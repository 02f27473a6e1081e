#include "runtime/live_objects/interpreter_state.hpp"

#include "runtime/live_objects/owned.hpp"

namespace autopar::runtime {

namespace {

bool reads_ignore(PyObject* settings) noexcept {
  PyObject* mode = PyDict_Check(settings) ? PyDict_GetItemString(settings, "under") : nullptr;
  return mode != nullptr && PyUnicode_Check(mode) &&
         PyUnicode_CompareWithASCIIString(mode, "ignore") == 0;
}

// numpy.geterr()["under"] == "ignore"
bool ask_numpy_whether_underflow_is_ignored() noexcept {
  const Owned numpy(PyImport_ImportModule("numpy"));
  const Owned settings(numpy ? PyObject_CallMethod(numpy.get(), "geterr", nullptr) : nullptr);
  const bool is_ignored = settings && reads_ignore(settings.get());
  PyErr_Clear();
  return is_ignored;
}

// The context variable that holds NumPy's error state; null if this NumPy keeps it elsewhere.
PyObject* find_error_state_variable() noexcept {
  const Owned module(PyImport_ImportModule("numpy._core.umath"));
  PyObject* variable =
      module ? PyObject_GetAttrString(module.get(), "_extobj_contextvar") : nullptr;
  PyErr_Clear();
  return variable != nullptr && PyContextVar_CheckExact(variable) ? variable : nullptr;
}

}  // namespace

#if PY_VERSION_HEX < 0x030C0000
bool is_traced() noexcept { return PyThreadState_Get()->c_tracefunc != nullptr; }
#else
bool is_traced() noexcept {
  constexpr int kTools = 6;
  if (PyThreadState_Get()->c_tracefunc != nullptr) {
    return true;
  }
  PyObject* monitoring = PySys_GetObject("monitoring");
  for (int tool = 0; monitoring != nullptr && tool < kTools; ++tool) {
    const Owned name(PyObject_CallMethod(monitoring, "get_tool", "i", tool));
    if (!name || name.get() != Py_None) {
      PyErr_Clear();
      return true;
    }
  }
  return false;
}
#endif

// The state that underflow is ignored under is remembered by identity: the objects are immutable,
// and this one is kept alive.
bool watches_underflow() noexcept {
  static PyObject* const variable = find_error_state_variable();
  static PyObject* ignoring_state = nullptr;
  PyObject* state = nullptr;
  if (variable != nullptr && PyContextVar_Get(variable, nullptr, &state) < 0) {
    PyErr_Clear();
  }
  const Owned current(state);
  if (current && current.get() == ignoring_state) {
    return false;
  }
  if (!ask_numpy_whether_underflow_is_ignored()) {
    return true;
  }
  if (current) {
    Py_INCREF(current.get());
    Py_XSETREF(ignoring_state, current.get());
  }
  return false;
}

}  // namespace autopar::runtime
