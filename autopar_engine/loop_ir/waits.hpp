#pragma once

#include <optional>

#include "loop_ir/loop_nest.hpp"

namespace autopar::loop_ir {

// A part of what decides whether a `while` goes on that nothing in the loop changes: `self.running`
// in `while self.running and i < n`, or in the test of an `if` that leaves the loop. Such a loop
// may wait for another thread or for a signal handler; compiled it would wait for ever, since it
// reads what it is given once. Errs on the side of finding one: a number that nobody else could
// change counts too.
[[nodiscard]] std::optional<ExpressionId> find_wait(const LoopNest& nest);

}  // namespace autopar::loop_ir
