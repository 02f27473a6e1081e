#pragma once

#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// The names over which the body of a loop iterates: in the header of an inner loop or
// comprehension, by a call that takes the values of an argument one by one (`sum(x)`, `list(x)`,
// `s.join(x)`, a helper of the text that does so), by `in`, a star or an unpacking. If such a name
// holds an iterator, the first iteration of the loop uses it up, and the others find it empty. Left
// out are names that hold no iterator, whatever they are:
// - numbers, and containers by their definition;
// - what every iteration of the loop subscripts, or what the range of the loop or of one around it
//   takes the length of, since an iterator has neither;
// - what the loop itself binds.
// Errs towards more names where a callee may iterate; a callee of unknown effect is left to the
// table of calls.
[[nodiscard]] std::vector<loop_ir::NameId> consumed_iterables(const loop_ir::LoopNest& nest,
                                                              loop_ir::LoopId loop_id);

}  // namespace autopar::dependence
