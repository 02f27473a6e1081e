#pragma once

#include <string>
#include <vector>

#include "dependence/hazards.hpp"

namespace autopar::dependence {

// name_recurrences (linear_recurrences.hpp) for a loop that elements of arrays tie: one base,
// stored to by one statement of the loop's own body, whose value reads the cells of earlier
// iterations at constant distances.
[[nodiscard]] std::vector<std::string> name_cell_recurrences(const loop_ir::LoopNest& nest,
                                                             loop_ir::LoopId loop_id,
                                                             const LoopHazards& hazards);

}  // namespace autopar::dependence
