#pragma once

#include <string>
#include <string_view>

#include "loop_ir/loop_nest.hpp"

namespace autopar::verdicts {

// Level L5 of the dedup ladder: equal for loops whose texts differ in nothing but comments, blanks
// and the choice of the names of variables. SHA-1 as 40 hex digits. Names that mean builtins and
// modules, attributes and keywords count as they are; so does the kind of the loop, and of a clause
// of a comprehension, whose text is the whole comprehension without its brackets, its position.
// Errs on the side of telling loops apart. text is the one that the nest's ranges are in.
[[nodiscard]] std::string hash_loop(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                                    std::string_view text);

}  // namespace autopar::verdicts
