#pragma once

#include <vector>

#include "autopar/named_enum.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::schedule {

// Sequential: in the order of the source. Threads: chunks of its iterations on the cores. Grid: one
// dimension of a GPU's grid. Parts: a sum of floats from fixed parts, on the cores unless a loop
// around it is there already (FloatMode::Fast); it comes in after check_legal, which has none.
AUTOPAR_NAMED_ENUM(LoopRole, Sequential, Threads, Grid, Parts);

// What each loop of a nest becomes.
struct Schedule {
  // Per loop id.
  std::vector<LoopRole> roles;

  [[nodiscard]] LoopRole role_of(loop_ir::LoopId loop_id) const { return roles[loop_id.index()]; }
  [[nodiscard]] bool has_parallel_loops() const;

  bool operator==(const Schedule&) const = default;
};

// All loops sequential: always legal.
[[nodiscard]] Schedule sequential_schedule(const loop_ir::LoopNest& nest);

}  // namespace autopar::schedule
