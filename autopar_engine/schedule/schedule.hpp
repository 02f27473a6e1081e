#pragma once

#include <vector>

#include "autopar/named_enum.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::schedule {

// Sequential: in the order of the source. Threads: chunks of its iterations on the cores. Grid: one
// dimension of a GPU's grid.
AUTOPAR_NAMED_ENUM(LoopRole, Sequential, Threads, Grid);

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
