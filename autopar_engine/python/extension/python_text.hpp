#pragma once

#include <optional>
#include <string>

#include "loop_ir/loop_nest.hpp"

namespace autopar::python {

// The nest as Python source that parses to the very tree that CPython made of the original: the
// proof that the engine read the loop as CPython does. Nothing for a nest with constructs outside
// the region language.
[[nodiscard]] std::optional<std::string> print_python(const loop_ir::LoopNest& nest);

}  // namespace autopar::python
