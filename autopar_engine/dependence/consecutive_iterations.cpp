#include "dependence/consecutive_iterations.hpp"

#include <algorithm>

#include "dependence/access_queries.hpp"
#include "dependence/instance.hpp"
#include "dependence/pair_test.hpp"

namespace autopar::dependence {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::LoopId;

bool happens_plainly(const loop_ir::LoopNest& nest, AccessId access_id, LoopId loop_id) {
  const Access& access = nest.accesses[access_id];
  return happens_once(nest, access, loop_id) && access.statement_id.is_valid() &&
         !access.is_skippable && std::ranges::all_of(access.dimensions, [](const auto& dimension) {
           return dimension.affine.has_value();
         });
}

std::optional<Counterexample> explain_consecutive(const Context& context, LoopId loop_id,
                                                  AccessId source_id, AccessId sink_id) {
  const auto& loop_ids = context.nest.accesses[sink_id].loop_ids;
  Witness witness{IterationVector(loop_ids.size(), 0), IterationVector(loop_ids.size(), 0)};
  witness.sink.back() = 1;
  const bool is_counted = std::ranges::all_of(loop_ids, [&](LoopId each) {
    const loop_ir::Loop& loop = context.nest.loops[each];
    return loop.kind == loop_ir::LoopKind::For && loop.domain.stop && loop.domain.step;
  });
  if (!is_counted || loop_ids.back() != loop_id ||
      !is_in_domain(context, loop_ids, witness.source) ||
      !is_in_domain(context, loop_ids, witness.sink)) {
    return std::nullopt;
  }
  Dependence dependence;
  dependence.source_id = source_id;
  dependence.sink_id = sink_id;
  dependence.carried_by = loop_id;
  dependence.witness = std::move(witness);
  return explain_witness(context, dependence);
}

}  // namespace autopar::dependence
