#pragma once

#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::typing {

// Whether under these facts the slices of a loop_ir::kSliceLength surely have bounds that Python
// takes as they are, 0 <= lower <= upper <= extent, and one length: each of these is a linear form
// in the indices of the loops around, of which the range is known. Errs on the side of false. True
// for all other expressions.
[[nodiscard]] bool are_proved_slices(const loop_ir::LoopNest& nest,
                                     const loop_ir::ArgumentFacts& facts,
                                     loop_ir::ExpressionId expression_id);

}  // namespace autopar::typing
