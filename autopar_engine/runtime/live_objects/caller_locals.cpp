// Before Python.h: in 3.11 no public function reads a variable without making a dict of all.
#include <patchlevel.h>
#if PY_VERSION_HEX < 0x030C0000
#define Py_BUILD_CORE 1  // NOLINT
#endif

#include "runtime/live_objects/caller_locals.hpp"

#if PY_VERSION_HEX < 0x030C0000
#include <internal/pycore_frame.h>
#endif

namespace autopar::runtime {

#if PY_VERSION_HEX < 0x030C0000

CallerLocals::CallerLocals() noexcept {
  const _PyInterpreterFrame* frame = PyThreadState_Get()->cframe->current_frame;
  if (frame != nullptr) {
    names_ = frame->f_code->co_localsplusnames;
    values_ = frame->localsplus;
    count_ = static_cast<std::uint32_t>(frame->f_code->co_nlocals);
  }
}

#else

CallerLocals::CallerLocals() noexcept : frame_(PyThreadState_GetFrame(PyThreadState_Get())) {}

CallerLocals::~CallerLocals() { Py_XDECREF(frame_); }

PyObject* CallerLocals::find(std::uint32_t, PyObject* name) const noexcept {
  PyObject* value = frame_ == nullptr ? nullptr : PyFrame_GetVar(frame_, name);
  PyErr_Clear();
  // The variable still holds it.
  Py_XDECREF(value);
  return value;
}

#endif

}  // namespace autopar::runtime
