#pragma once

#include <optional>
#include <vector>

#include "dependence/context.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// Whether every read among the accesses finds its cell written before in the same iteration of the
// loop. The cells that a read touches, minus the cells of each write that comes before it, have to
// leave no integer point:
//   {(i, r) : r in the domain of the read} minus {(i, r) : some instance w of a write in iteration
//   i comes before r, happens whatever the data are, and has the subscripts of r}.
// w comes before r in the same iteration of all loops around both, or in an earlier one of a loop
// inside the given loop. The instance is found by solving the write's subscripts for its own loops,
// which need coefficients and steps of 1 or -1; a loop that no subscript names has to run at all.
// A condition of the write has to be one of the read's too; writes of one cell in both branches of
// a test count as one without it. Errs on the side of uncovered: unknown bounds of a read let it
// touch everything, unknown bounds of a write let it cover nothing, and so do early exits and while
// loops. Subscripts that wrap below zero are compared as they are written: equal ones name one
// cell.
// Example: b[0] = 1; for j in range(1, n): b[j] = b[j - 1] + 1. Both writes together cover the
// read. access_ids: all of one base in the loop, affine and of equal rank, in order of execution.
[[nodiscard]] std::optional<Evidence> cover_reads(const Context& context, loop_ir::LoopId loop_id,
                                                  const std::vector<loop_ir::AccessId>& access_ids);

}  // namespace autopar::dependence
