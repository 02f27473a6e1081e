#include "schedule/schedule.hpp"

#include <algorithm>

namespace autopar::schedule {

bool Schedule::has_parallel_loops() const {
  return std::ranges::any_of(roles, [](LoopRole role) { return role != LoopRole::Sequential; });
}

Schedule sequential_schedule(const loop_ir::LoopNest& nest) {
  return {std::vector<LoopRole>(nest.loops.size(), LoopRole::Sequential)};
}

}  // namespace autopar::schedule
