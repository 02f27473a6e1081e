#pragma once

#include <optional>

#include "dependence/context.hpp"

namespace autopar::dependence {

// The access happens in each iteration of the loop, under no test and in no inner loop, in a
// statement, and its subscripts, if it has any, have values.
[[nodiscard]] bool happens_plainly(const loop_ir::LoopNest& nest, loop_ir::AccessId access_id,
                                   loop_ir::LoopId loop_id);

// The first two iterations of the loop, in the first ones of the loops around it, as a
// counterexample: the source in the one and the sink in the other touch the same name or cell.
// Requires that both happen plainly. Nothing if the bounds exclude the instances, as far as they
// are known, or if an index value is not known.
[[nodiscard]] std::optional<Counterexample> explain_consecutive(const Context& context,
                                                                loop_ir::LoopId loop_id,
                                                                loop_ir::AccessId source_id,
                                                                loop_ir::AccessId sink_id);

}  // namespace autopar::dependence
