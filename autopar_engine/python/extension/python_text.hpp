#pragma once

#include <string>

#include "loop_ir/loop_nest.hpp"

namespace autopar::python {

// The nest as Python source, with `...` for what the region language does not hold. If that parses
// to the very tree that CPython made of the original, the engine read the loop as CPython does.
[[nodiscard]] std::string print_python(const loop_ir::LoopNest& nest);

}  // namespace autopar::python
