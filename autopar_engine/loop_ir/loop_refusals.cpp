#include "loop_ir/loop_refusals.hpp"

namespace autopar::loop_ir {

std::vector<Refusal> refusals_of(const LoopNest& nest, LoopId loop_id) {
  const Loop& loop = nest.loops[loop_id];
  std::vector<Refusal> refusals;
  for (const Refusal& refusal : nest.refusals) {
    const SourceRange& range = refusal.range;
    const bool is_inside = range.begin >= loop.range.begin && range.begin < loop.range.end;
    const bool is_around = range.begin < loop.range.begin && range.end >= loop.range.end;
    if (is_inside || (is_around && refusal.kind == RefusalKind::Comprehension)) {
      refusals.push_back(refusal);
    }
  }
  return refusals;
}

}  // namespace autopar::loop_ir
