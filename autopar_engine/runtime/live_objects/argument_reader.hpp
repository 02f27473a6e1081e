#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "autopar/result.hpp"
#include "loop_ir/argument_facts.hpp"
#include "runtime/live_objects/numpy_api.hpp"

namespace autopar::runtime {

// What a kernel gets of one argument: the address of an array's element with all indices zero, or
// the value of a scalar.
union ArgumentValue {
  void* address;
  std::int64_t integer;
  double real;
};

// Reads an object without running any Python code: an int within 64 bits, a bool or a float, each
// Python's own or a NumPy scalar (which of them is part of the facts), or an exact ndarray, aligned
// and of native byte order. The error says what else it is. Sets no Python exception.
[[nodiscard]] Result<loop_ir::LiveArgument> read_argument(PyObject* object);

// Holds if the object agrees with the facts in everything but addresses and float values, and then
// sets its value. The quick way for calls that come again: no allocation, no Python code.
[[nodiscard]] bool matches(PyObject* object, const loop_ir::LiveArgument& facts,
                           ArgumentValue& value) noexcept;

}  // namespace autopar::runtime
