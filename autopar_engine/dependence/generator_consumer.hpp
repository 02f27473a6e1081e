#pragma once

#include <string>
#include <string_view>

#include "autopar/verdict.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// The callee that takes the values of the generator expression of which the loop is a clause, as
// Call::resolved spells it: "sum" in `sum(x * x for x in a)`, ".join" in `"".join(f(x) for x in
// a)`: the generator is the first argument. Empty where that is not known. Linear in the
// expressions.
[[nodiscard]] std::string consumer_of(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id);

// What the callee does with the values of a generator: Reduce, Search or Collect. Unknown for every
// other callee: it may take the values in any way, or only some of them.
[[nodiscard]] Verdict verdict_of_consumer(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id);

[[nodiscard]] Verdict verdict_of_callee(std::string_view callee);

}  // namespace autopar::dependence
