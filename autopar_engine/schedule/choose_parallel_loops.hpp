#pragma once

#include <span>

#include "autopar/named_enum.hpp"
#include "autopar/verdict.hpp"
#include "schedule/schedule.hpp"

namespace autopar::schedule {

AUTOPAR_NAMED_ENUM(Target, Cpu, Gpu);

// Cpu: the outermost loops that may run in parallel become Threads, whatever is inside them stays
// sequential. Gpu: each such loop becomes Grid, together with up to two loops perfectly nested in
// it that are parallel too and whose bounds do not change meanwhile.
//   for t:                    Sequential
//     for i: for j: ...       Threads, Sequential   (Gpu: Grid, Grid)
//     for i: for j: ...       Threads, Sequential   (Gpu: Grid, Grid)
// verdicts: per loop id, under the same facts under which the schedule will run. The answer passes
// check_legal; a loop that could only run in parallel illegally stays sequential.
[[nodiscard]] Schedule choose_parallel_loops(const loop_ir::LoopNest& nest,
                                             std::span<const LoopVerdict> verdicts, Target target);

}  // namespace autopar::schedule
