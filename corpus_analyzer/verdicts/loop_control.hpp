#pragma once

#include "autopar/named_enum.hpp"
#include "dependence/loop_scan.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::verdicts {

// Dimension D4: what in the body of a loop may lead out of it, suspend it or change what code
// means.
AUTOPAR_NAMED_ENUM(Control, Break, Continue, Return, Yield, Raise, Await, Assert, Try, With,
                   LoopElse, Del, Global, NestedDef, ExecEval, Import, Magic);

using ControlSet = EnumSet<Control>;

// Break and Continue where they are bound to this loop, the rest at any depth of its body (and of
// the test of a while); nothing of functions, lambdas and classes that are defined there. scan is
// that of the loop.
[[nodiscard]] ControlSet control_of(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                                    const dependence::LoopScan& scan);

}  // namespace autopar::verdicts
