#pragma once

#include <string>
#include <tl/expected.hpp>

#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::runtime {

// What the array is that a nest makes for a name, as NumPy makes it: C-contiguous, with the extents
// that the facts give, at no address yet. facts: of all inputs of the nest, and of the new arrays
// before this one. A sentence where only CPython knows: an extent is unknown or no int, below zero,
// or computed of NumPy's ints (which may leave their type), or the bytes leave 64 bits.
[[nodiscard]] tl::expected<loop_ir::ArrayArgument, std::string> facts_of_new_array(
    const loop_ir::LoopNest& nest, const loop_ir::NewArray& new_array,
    const loop_ir::ArgumentFacts& facts);

}  // namespace autopar::runtime
