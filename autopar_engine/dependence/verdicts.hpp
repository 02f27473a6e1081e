#pragma once

#include "dependence/analysis.hpp"
#include "dependence/hazards.hpp"

namespace autopar::dependence {

// The verdict of one loop from its hazards, in the order of the taxonomy (D8, D9, D10). Readings of
// it that leave a choice:
// - A recurrence that is proven makes the loop Seq (or Scan, Pipeline, Doacross) even if other
//   questions are open; only without one do open questions make it Unknown.
// - A loop with several kinds of allowed exceptions takes Histo before Reduce of floats before
//   Collect before Reduce of integers, so that no float order hides behind Collect.
// - Search allows nothing besides exits, flags and private names: a break in a loop that also
//   reduces or collects is Unknown.
// - A proven dependence holds for all iteration counts above its distance.
// - stage: the latest of the stages whose facts the proofs used; stage_needed of an Unknown loop:
//   the latest of those that its open questions need.
// With facts two classes are given less than the taxonomy allows, because compiled code has no form
// for them yet: an induction counts as a reduction, and a last value that only data decides is an
// open question.
[[nodiscard]] LoopAnalysis decide_loop(const Context& context, loop_ir::LoopId loop_id);

}  // namespace autopar::dependence
