#pragma once

#include <optional>

#include "autopar/refusal.hpp"
#include "loop_ir/loop_nest.hpp"
#include "typing/infer_types.hpp"

namespace autopar::codegen {

// The first construct that the printers do not print; nothing if they print the whole nest. Taken:
// `for` over a range with affine bounds and a constant step; assignments, plain and augmented, to
// names and float64 elements; int and float literals, names, elements, extents; + - * and unary
// signs; / on floats.
// What is taken means in C what it means in CPython under these conditions, which are the guards of
// whoever runs the region: each index lies in [0, extent) and each bound of a loop in 64 bits
// (loop_ir::range_of), no int operation leaves 64 bits (typing::integers_fit).
[[nodiscard]] std::optional<Refusal> find_unsupported(const loop_ir::LoopNest& nest,
                                                      const typing::NestTypes& types);

}  // namespace autopar::codegen
