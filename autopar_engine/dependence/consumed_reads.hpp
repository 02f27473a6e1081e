#pragma once

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// What takes the value of the expression, an element of an array, takes it apart: arithmetic makes
// new objects, arrays store copies. Otherwise the value may be kept, and with it a view where the
// array has more dimensions than the text shows. Errs on the side of no.
[[nodiscard]] bool is_consumed(const loop_ir::LoopNest& nest, loop_ir::ExpressionId read_id);

}  // namespace autopar::dependence
