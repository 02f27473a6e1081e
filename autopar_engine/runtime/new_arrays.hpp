#pragma once

#include <optional>

#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::runtime {

// What the array is that a nest makes for a name, as NumPy makes it: C-contiguous, with the extents
// that the facts give, at no address yet. facts: of all inputs of the nest, and of the temporaries
// before this one. Nothing where an extent is unknown or no int, below zero, computed of NumPy's
// ints (which may leave their type), or where the array would be larger than any memory.
[[nodiscard]] std::optional<loop_ir::ArrayArgument> facts_of_new_array(
    const loop_ir::LoopNest& nest, const loop_ir::Temporary& temporary,
    const loop_ir::ArgumentFacts& facts);

}  // namespace autopar::runtime
