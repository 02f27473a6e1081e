#pragma once

#include <optional>
#include <set>
#include <vector>

#include "dependence/context.hpp"

namespace autopar::dependence {

// Counterexamples of loops that a name ties, or a cell that a test or an exit reads: there is no
// pair that a test has proved, so the instances are looked for.

// Two consecutive iterations of the loop, among the first ones: the source in the one and the sink
// in the next touch the same name or cell, put into their subscripts. Requires that at least one of
// them writes. Nothing if the bounds, as far as they are known, exclude such instances.
[[nodiscard]] std::optional<Counterexample> explain_consecutive(const Context& context,
                                                                loop_ir::LoopId loop_id,
                                                                loop_ir::AccessId source_id,
                                                                loop_ir::AccessId sink_id);

// The same for accesses of one name or cell in order of execution: one iteration writes, and the
// next one reads before it has written, or at least may.
[[nodiscard]] std::optional<Counterexample> explain_carried(
    const Context& context, loop_ir::LoopId loop_id, const std::set<loop_ir::AccessId>& access_ids);

// The same for the first of the names, or a cell of it, that has such accesses in the loop.
[[nodiscard]] std::optional<Counterexample> explain_carried_name(
    const Context& context, loop_ir::LoopId loop_id, const std::vector<loop_ir::NameId>& name_ids);

}  // namespace autopar::dependence
