#pragma once

#include <set>

#include "dependence/hazards.hpp"

namespace autopar::dependence {

// The arrays and lists of which a copy, taken before the loop, would free it: the iterations read
// the copy and write the original. Empty where that would not do. Legal if
// - all that the loop carries, proven or not, is anti dependences: reads of cells that a later
//   iteration overwrites. Each pair of writes, and each write with a later read, is proven apart,
//   so what such a read finds is what the cell held before the loop;
// - such a read never finds what its own iteration wrote, since the copy does not have it;
// - nothing else stands in the way: no open question, exit, output or random number.
// Example: for i in range(n - 1): a[i] = a[i + 1] * 2. Not: for i: a[i] = c[i]; for j in range(2):
// b[i] += a[i + j], where one read finds both the old and the new value.
[[nodiscard]] std::set<loop_ir::NameId> arrays_to_snapshot(const Context& context,
                                                           loop_ir::LoopId loop_id,
                                                           const LoopHazards& hazards);

}  // namespace autopar::dependence
