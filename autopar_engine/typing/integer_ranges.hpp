#pragma once

#include <optional>
#include <set>

#include "loop_ir/argument_facts.hpp"
#include "typing/infer_types.hpp"

namespace autopar::typing {

// Operations on ints whose result is not proved to stay within its type's 64 bits, or less of a
// NumPy type, under these facts: an interval argument over the boxes of the loop indices. An
// augmented assignment stands for its operation with its target. Divisors, exponents and shift
// counts are not looked at. The lengths of slices that are not proved to be those of the text
// (slice_bounds.hpp) are among them.
[[nodiscard]] std::set<loop_ir::ExpressionId> find_unproved_operations(
    const loop_ir::LoopNest& nest, const NestTypes& types, const loop_ir::ArgumentFacts& facts);

// Subscripts that are not proved to lie in [0, extent) under these facts. Those that slices became
// are, by the lengths of the slices.
[[nodiscard]] std::set<loop_ir::ExpressionId> find_unproved_subscripts(
    const loop_ir::LoopNest& nest, const NestTypes& types, const loop_ir::ArgumentFacts& facts);

}  // namespace autopar::typing
