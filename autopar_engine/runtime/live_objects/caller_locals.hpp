#pragma once

#include <Python.h>

#include <cstdint>

namespace autopar::runtime {

// What a local variable of the Python function that runs now holds, which no argument of a C
// function says. index: among the function's variables (co_varnames). name: of the variable, the
// interned object. Borrowed; null, without a Python exception, if it holds nothing, or if the
// function has no such variable at this place.
[[nodiscard]] PyObject* local_of_caller(std::uint32_t index, PyObject* name) noexcept;

}  // namespace autopar::runtime
