#pragma once

#include "dependence/hazards.hpp"

namespace autopar::dependence {

// What the dependences between elements in hazards.dependences, all carried by the loop, mean for
// it: a proven one is a recurrence; one that is not known is an open question for each fact that is
// missing, with the stage that may have it and the assumptions under which the dependence vanishes.
// Call it once, after all pairs were tested.
void add_dependence_hazards(const Context& context, loop_ir::LoopId loop_id, LoopHazards& hazards);

}  // namespace autopar::dependence
