#pragma once

#include <optional>

#include "autopar/verdict.hpp"
#include "dependence/context.hpp"
#include "dependence/hazards.hpp"

namespace autopar::dependence {

// The class of a loop without recurrences, if all open questions had the answer that helps: what
// its rows, exits and effects allow. Unknown where no class does, whatever the answers are.
struct ParallelClass {
  Verdict verdict = Verdict::Unknown;
  // Of a loop that reduces or fills a histogram: false only if all of it is on integers.
  std::optional<bool> is_float_reduction;
};
[[nodiscard]] ParallelClass classify_parallel(const Context& context, loop_ir::LoopId loop_id,
                                              const LoopHazards& hazards);

// A break, a return, a test that does more than count, or what takes a generator's values may end
// the loop.
[[nodiscard]] bool may_end_early(const Context& context, loop_ir::LoopId loop_id,
                                 const LoopHazards& hazards);

// The rows of this class count as reductions. At a call so does an induction, for which compiled
// code has no form of its own yet.
[[nodiscard]] bool is_reduction(const Context& context, ScalarClass flow);

[[nodiscard]] bool has_row(const LoopHazards& hazards, ScalarClass flow);

// A while loop whose test does more than count: how often it runs is not known on entry.
[[nodiscard]] bool is_uncounted_while(const loop_ir::Loop& loop);

}  // namespace autopar::dependence
