#pragma once

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// The loop has one iteration at most, or nothing to do in it: the domain says so, each way through
// the body leaves the loop by a break, a return or a raise, or the body is empty and the header
// calls nothing in between the iterations. Examples: while True: break; for i in x: pass. Not:
// while True: if c: continue; break, nor while q.pop(): pass. Decided by the kind and the control
// flow alone. Errs on the side of false: bodies of try and with are not looked into.
[[nodiscard]] bool is_trivial(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id);

}  // namespace autopar::dependence
