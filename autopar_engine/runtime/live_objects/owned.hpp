#pragma once

#include <utility>

#include "runtime/live_objects/numpy_api.hpp"

namespace autopar::runtime {

// A reference to a Python object, given back at the end. May be null. Needs the GIL.
class Owned {
 public:
  Owned() noexcept = default;
  // Takes the reference over.
  explicit Owned(PyObject* object) noexcept : object_(object) {}
  Owned(Owned&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Owned& operator=(Owned&& other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Owned() { Py_XDECREF(object_); }

  [[nodiscard]] static Owned new_reference(PyObject* object) noexcept {
    return Owned(Py_XNewRef(object));
  }

  [[nodiscard]] PyObject* get() const noexcept { return object_; }
  [[nodiscard]] PyObject* release() noexcept { return std::exchange(object_, nullptr); }
  explicit operator bool() const noexcept { return object_ != nullptr; }

 private:
  PyObject* object_ = nullptr;
};

}  // namespace autopar::runtime
