#pragma once

#include "loop_ir/loop_nest.hpp"

namespace autopar::frontend {

// Marks the accesses that a break, continue, return, raise or yield may keep from happening. Errs
// towards more of them.
void mark_skippable(loop_ir::LoopNest& nest);

}  // namespace autopar::frontend
