#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "autopar/verdict.hpp"
#include "schedule/schedule.hpp"

namespace autopar::schedule {

// Why this schedule may not be run, one line per loop; empty for a legal one. Knows nothing of how
// the schedule was found. A loop is Threads or Grid only if
// - its verdict is Doall or DoallPriv: reductions of floats keep their order, so they stay
//   sequential; and no iteration needs an array of its own, unless it is one that the body of a
//   Threads loop makes anew (loop_ir::NewArray), in every iteration and by a statement of its own;
// - it runs inside no other parallel loop, except Grid perfectly inside Grid with bounds that do
//   not change there, where every loop of the band is parallel;
// - its bounds name nothing that its own body writes;
// - of a Grid loop, every scalar that it leaves gets its last value from the last iteration. The
//   ranges of a Threads loop find out among them which of them binds such a name last.
[[nodiscard]] std::vector<std::string> check_legal(const loop_ir::LoopNest& nest,
                                                   std::span<const LoopVerdict> verdicts,
                                                   const Schedule& schedule);

// In source order.
[[nodiscard]] std::vector<loop_ir::LoopId> loops_directly_inside(const loop_ir::LoopNest& nest,
                                                                 loop_ir::LoopId loop_id);

// The inner loop that is the whole body of this one.
[[nodiscard]] std::optional<loop_ir::LoopId> only_loop_inside(const loop_ir::LoopNest& nest,
                                                              loop_ir::LoopId loop_id);

// Holds if the bounds of the loop are the same in every iteration of the outer loop, which contains
// it: they name neither its index, nor an index of a loop inside it, nor anything written there.
[[nodiscard]] bool has_fixed_bounds(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                                    loop_ir::LoopId outer_id);

}  // namespace autopar::schedule
