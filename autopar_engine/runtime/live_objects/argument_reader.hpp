#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "autopar/result.hpp"
#include "loop_ir/argument_facts.hpp"
#include "runtime/live_objects/numpy_api.hpp"

namespace autopar::runtime {

// What a kernel gets of one argument: the address of an array's element with all indices zero, or
// the value of a scalar. Of a complex number nothing: it is read from its object.
union ArgumentValue {
  void* address;
  std::int64_t integer;
  double real;
};

// Reads an object without running any Python code: an int within 64 bits, a bool, a float or a
// complex number, each Python's own or a NumPy scalar (which of them is part of the facts), or an
// exact ndarray, aligned and of native byte order. The error says what else it is. Sets no Python
// exception.
[[nodiscard]] Result<loop_ir::LiveArgument> read_argument(PyObject* object);

// By what number NumPy knows elements of the type.
[[nodiscard]] int type_number_of(loop_ir::DataType data_type);

// NumPy's own flag of arrays under whose first write it warns; its C API has no name for it.
inline constexpr int kWarnsOnWrite = static_cast<int>(1U << 31U);

// An array under whose writes NumPy warns counts as read-only.
[[nodiscard]] inline bool is_writeable(PyArrayObject* array) noexcept {
  constexpr auto kWriteable = static_cast<unsigned>(NPY_ARRAY_WRITEABLE);
  constexpr auto kMask = kWriteable | static_cast<unsigned>(kWarnsOnWrite);
  return (static_cast<unsigned>(PyArray_FLAGS(array)) & kMask) == kWriteable;
}

// It is aligned, and is_writeable gives that: both at once.
[[nodiscard]] inline bool is_aligned_and(PyArrayObject* array,
                                         bool is_expected_writeable) noexcept {
  constexpr auto kAligned = static_cast<unsigned>(NPY_ARRAY_ALIGNED);
  constexpr auto kWriteable = static_cast<unsigned>(NPY_ARRAY_WRITEABLE);
  constexpr auto kMask = kAligned | kWriteable | static_cast<unsigned>(kWarnsOnWrite);
  const unsigned flags = static_cast<unsigned>(PyArray_FLAGS(array)) & kMask;
  return is_expected_writeable ? flags == (kAligned | kWriteable)
                               : (flags & kAligned) != 0 && flags != (kAligned | kWriteable);
}

[[nodiscard]] inline bool is_native_and_aligned(PyArrayObject* array) noexcept {
  return PyArray_ISALIGNED(array) && PyArray_ISNOTSWAPPED(array);
}

}  // namespace autopar::runtime
