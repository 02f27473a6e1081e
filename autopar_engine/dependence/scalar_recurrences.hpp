#pragma once

#include <string>
#include <vector>

#include "dependence/hazards.hpp"

namespace autopar::dependence {

// name_recurrences (linear_recurrences.hpp) for a loop that only names tie.
[[nodiscard]] std::vector<std::string> name_scalar_recurrences(const loop_ir::LoopNest& nest,
                                                               loop_ir::LoopId loop_id,
                                                               const LoopHazards& hazards);

}  // namespace autopar::dependence
