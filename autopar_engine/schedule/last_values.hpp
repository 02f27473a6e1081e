#pragma once

#include <set>

#include "loop_ir/loop_nest.hpp"

namespace autopar::schedule {

// The names that the loop leaves to what comes after it in the nest or behind the nest, and that
// its last iteration may not bind although an earlier one does. Errs towards naming one.
[[nodiscard]] std::set<loop_ir::NameId> names_bound_by_some_iterations(
    const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id);

}  // namespace autopar::schedule
