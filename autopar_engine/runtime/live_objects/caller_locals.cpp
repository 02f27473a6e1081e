// Before Python.h: in 3.11 no public function reads a variable without making a dict of all.
#include <patchlevel.h>
#if PY_VERSION_HEX < 0x030C0000
#define Py_BUILD_CORE 1  // NOLINT
#endif

#include "runtime/live_objects/caller_locals.hpp"

#if PY_VERSION_HEX < 0x030C0000

#include <internal/pycore_frame.h>

namespace autopar::runtime {

PyObject* local_of_caller(std::uint32_t index, PyObject* name) noexcept {
  const _PyInterpreterFrame* frame = PyThreadState_Get()->cframe->current_frame;
  if (frame == nullptr || index >= static_cast<std::uint32_t>(frame->f_code->co_nlocals) ||
      PyTuple_GET_ITEM(frame->f_code->co_localsplusnames, index) != name) {
    return nullptr;
  }
  return frame->localsplus[index];
}

}  // namespace autopar::runtime

#else

namespace autopar::runtime {

PyObject* local_of_caller(std::uint32_t, PyObject* name) noexcept {
  PyFrameObject* frame = PyThreadState_GetFrame(PyThreadState_Get());
  PyObject* value = frame == nullptr ? nullptr : PyFrame_GetVar(frame, name);
  PyErr_Clear();
  Py_XDECREF(frame);
  // The variable still holds it.
  Py_XDECREF(value);
  return value;
}

}  // namespace autopar::runtime

#endif
