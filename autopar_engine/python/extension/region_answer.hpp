#pragma once

#include "runtime/live_objects/numpy_api.hpp"

namespace autopar::python {

// What a region answers to its caller, who iterates over it at once: an iterator with one value, or
// with none. An iterator rather than a tuple since a loop makes an iterator of a tuple first.

// Takes the reference to the value over. Null with a Python exception set if there is no memory.
[[nodiscard]] PyObject* make_answer(PyObject* value) noexcept;

// New reference to the one answer that has no value.
[[nodiscard]] PyObject* no_answer() noexcept;

// Makes the type. False with a Python exception set.
[[nodiscard]] bool prepare_answers() noexcept;

}  // namespace autopar::python
