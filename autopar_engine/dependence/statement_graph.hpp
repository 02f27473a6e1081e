#pragma once

#include "dependence/hazards.hpp"

namespace autopar::dependence {

// How the statements of a loop's body hang together. Nodes are the statements that stand directly
// in the body; edges run from source to sink of every dependence between elements, carried or in
// one iteration, and from each write of a scalar to its reads. A private scalar ties nothing across
// iterations, since each iteration can have its own. Errs towards more edges, and so towards fewer
// components: a dependence that is not known is one, and two accesses to one base in one iteration
// are taken to meet.
struct StatementGraph {
  // Strongly connected components with more than an induction in them.
  std::size_t components = 0;
  // Those without a carried dependence inside.
  std::size_t free_components = 0;
};
[[nodiscard]] StatementGraph make_statement_graph(const Context& context, loop_ir::LoopId loop_id,
                                                  const LoopHazards& hazards);

}  // namespace autopar::dependence
