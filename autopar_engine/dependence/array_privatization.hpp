#pragma once

#include <optional>
#include <vector>

#include "dependence/base_facts.hpp"
#include "dependence/context.hpp"
#include "loop_ir/ids.hpp"

namespace autopar::dependence {

// Array privatization (Tu and Padua: Automatic array privatization, LCPC 1993; Feautrier: Dataflow
// analysis of array and scalar references, IJPP 1991): the iterations of the loop may each have an
// array or list of their own in place of this one. What the proof used, or nothing. Legal if
// - the loop does nothing to the object but read and write elements by affine subscripts, all
//   equally many, and no read hands a row of an array on as a view;
// - no read is exposed: each cell that it reads was written before in the same iteration, whatever
//   the data are (covered_reads.hpp), so no flow is carried;
// - the copy of the last iteration is what the loop leaves: every iteration writes the same cells,
//   whatever the data are. Or else nobody looks at the object after the loop: it is fresh, and its
//   name is read neither after the nest nor in the rest of it.
// A name that other functions share, and lists of lists, whose rows may be one object, are left
// out. Example: for i: for j in range(4): b[j] = i * j; for j in range(4): s[i] += b[j].
// access_ids: all accesses to elements of the base in the loop, in order of execution. That no
// other base shares its memory is for the caller to prove.
[[nodiscard]] std::optional<Evidence> privatize_array(
    const Context& context, loop_ir::LoopId loop_id,
    const std::vector<loop_ir::AccessId>& access_ids, const BaseFacts& base);

}  // namespace autopar::dependence
