#pragma once

#include <Python.h>

#include <cstdint>

namespace autopar::runtime {

// What the local variables of the Python function that runs now hold, which no argument of a C
// function says. For the length of that C function.
class CallerLocals {
 public:
  CallerLocals() noexcept;
  CallerLocals(const CallerLocals&) = delete;
  CallerLocals& operator=(const CallerLocals&) = delete;
#if PY_VERSION_HEX >= 0x030C0000
  ~CallerLocals();
#endif

  // index: among the function's variables (co_varnames). name: of the variable, the interned
  // object. Borrowed; null, without a Python exception, if it holds nothing, or if the function has
  // no such variable at this place.
#if PY_VERSION_HEX < 0x030C0000
  [[nodiscard]] PyObject* find(std::uint32_t index, PyObject* name) const noexcept {
    return index < count_ && PyTuple_GET_ITEM(names_, index) == name ? values_[index] : nullptr;
  }

 private:
  PyObject* names_ = nullptr;
  PyObject* const* values_ = nullptr;
  std::uint32_t count_ = 0;
#else
  [[nodiscard]] PyObject* find(std::uint32_t index, PyObject* name) const noexcept;

 private:
  PyFrameObject* frame_;
#endif
};

}  // namespace autopar::runtime
