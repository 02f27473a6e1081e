#pragma once

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// Of a list or dict that each iteration of the loop makes anew: its iterations change no object
// through it but those that they made as well. `t = [[0] * 3, [1] * 3]; t[0][i] = 1` does not,
// `t = [a, b]; t[0][i] = 1` may, and so may `t[0] += 1`. Errs on the side of no.
[[nodiscard]] bool changes_own_parts(const loop_ir::LoopNest& nest, loop_ir::NameId name_id,
                                     loop_ir::LoopId loop_id);

}  // namespace autopar::dependence
