#include "runtime/live_objects/interpreter_state.hpp"

#include <array>
#include <cfenv>
#include <csignal>
#include <utility>

#include "runtime/live_objects/owned.hpp"

namespace autopar::runtime {

namespace {

constexpr ErrorState kWatchesAll{true, FE_OVERFLOW | FE_INVALID | FE_DIVBYZERO, false};

bool is_mode(PyObject* settings, const char* error, const char* mode) noexcept {
  PyObject* found = PyDict_Check(settings) ? PyDict_GetItemString(settings, error) : nullptr;
  return found != nullptr && PyUnicode_Check(found) &&
         PyUnicode_CompareWithASCIIString(found, mode) == 0;
}

ErrorState read_settings_of_errors(PyObject* settings) noexcept {
  constexpr std::array<std::pair<const char*, int>, 3> kErrors{
      {{"over", FE_OVERFLOW}, {"invalid", FE_INVALID}, {"divide", FE_DIVBYZERO}}};
  ErrorState state{!is_mode(settings, "under", "ignore"), 0, true};
  for (const auto& [error, flag] : kErrors) {
    if (!is_mode(settings, error, "ignore")) {
      state.watched_flags |= flag;
      state.only_warns = state.only_warns && is_mode(settings, error, "warn");
    }
  }
  return state;
}

// By numpy.geterr().
ErrorState ask_numpy() noexcept {
  const Owned numpy(PyImport_ImportModule("numpy"));
  const Owned settings(numpy ? PyObject_CallMethod(numpy.get(), "geterr", nullptr) : nullptr);
  const ErrorState state = settings ? read_settings_of_errors(settings.get()) : kWatchesAll;
  PyErr_Clear();
  return state;
}

// The context variable that holds NumPy's error state; null if this NumPy keeps it elsewhere.
PyObject* find_error_state_variable() noexcept {
  const Owned module(PyImport_ImportModule("numpy._core.umath"));
  PyObject* variable =
      module ? PyObject_GetAttrString(module.get(), "_extobj_contextvar") : nullptr;
  PyErr_Clear();
  return variable != nullptr && PyContextVar_CheckExact(variable) ? variable : nullptr;
}

// A number stands for what the system does by default or for nothing, None for a handler that is
// not Python's.
bool is_own_handler(PyObject* handler, PyObject* default_handler) noexcept {
  return handler != Py_None && handler != default_handler && !PyLong_Check(handler);
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

bool has_signal_handlers() noexcept {
  const Owned module(PyImport_ImportModule("_signal"));
  const Owned usual(module ? PyObject_GetAttrString(module.get(), "default_int_handler") : nullptr);
  const Owned get(module ? PyObject_GetAttrString(module.get(), "getsignal") : nullptr);
  bool has_any = !usual || !get;
  for (int number = 1; !has_any && number < NSIG; ++number) {
    const Owned handler(PyObject_CallFunction(get.get(), "i", number));
    has_any = !handler || is_own_handler(handler.get(), usual.get());
  }
  PyErr_Clear();
  return has_any;
}

// The last state is remembered by its object: these are immutable, and this one is kept alive.
ErrorState current_error_state() noexcept {
  static PyObject* const variable = find_error_state_variable();
  static PyObject* known_object = nullptr;
  static ErrorState known_state;
  PyObject* object = nullptr;
  if (variable != nullptr && PyContextVar_Get(variable, nullptr, &object) < 0) {
    PyErr_Clear();
  }
  const Owned current(object);
  if (current && current.get() == known_object) {
    return known_state;
  }
  const ErrorState state = ask_numpy();
  if (current && !state.watches_underflow) {
    Py_INCREF(current.get());
    Py_XSETREF(known_object, current.get());
    known_state = state;
  }
  return state;
}

}  // namespace autopar::runtime
