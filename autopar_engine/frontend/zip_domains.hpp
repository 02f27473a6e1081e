#pragma once

#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::frontend {

// Dimension D2 of zip's arguments but the first, by which the loop itself is classified. Nothing
// for loops whose iterable holds no zip behind its other wrappers. Affine arguments of a range are
// told by their look: literals and names that the nest does not write, added and subtracted.
[[nodiscard]] std::vector<loop_ir::DomainKind> other_zip_domains(const loop_ir::LoopNest& nest,
                                                                 loop_ir::LoopId loop_id);

}  // namespace autopar::frontend
