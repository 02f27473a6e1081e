#pragma once

#include "dependence/base_facts.hpp"
#include "dependence/context.hpp"

namespace autopar::dependence {

// Two accesses `x[k]`, the source in an earlier iteration of the loop than the sink, touch
// different cells because k has grown in between.
// Example: for i: if e[i]: packed[k] = e[i]; k += 1. Legal if
// - both are subscripted in one dimension by the same k, or by k + c with the same literal c >= 0,
//   and that dimension tells cells apart (in a list of lists only the last one does);
// - k is no negative integer when it is used, since -1 and n - 1 are one cell: on entry it is a
//   literal >= 0 and an int, and the nest only adds positive literals to it or assigns it literals
//   >= 0, the latter not inside the loop;
// - in every iteration in which the source happens something is added to k after it, or in every
//   one in which the sink happens something is added before it. Nothing takes from k, so between
//   the two it grows by one at least.
// Whether other iterations add to k does not matter. evidence: where the value on entry is known.
[[nodiscard]] bool has_grown_between(const Context& context, loop_ir::AccessId source_id,
                                     loop_ir::AccessId sink_id, loop_ir::LoopId loop_id,
                                     BaseType type, Evidence& evidence);

// The loop only adds positive literals to the name and stores to elements that it numbers.
[[nodiscard]] bool counts_places(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                                 loop_ir::NameId name_id);

}  // namespace autopar::dependence
