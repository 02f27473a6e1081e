#pragma once

#include <vector>

#include "autopar/refusal.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::loop_ir {

// Why a loop is not compiled: the refusals that begin inside it, in the order of the nest. Of a
// comprehension also what refuses the comprehension as a whole, which begins before its clauses.
[[nodiscard]] std::vector<Refusal> refusals_of(const LoopNest& nest, LoopId loop_id);

}  // namespace autopar::loop_ir
