#pragma once

#include <optional>

#include "dependence/assumption.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// Whether the index takes no value twice and none below zero, over the iterations of the loop in
// one run of it: then `a[index]` is another cell in each of them. True where
// - the index is `p[f]`, `p[f] + c` or `p[f] - c` with an integer literal c;
// - f is affine, changes with the loop, with no loop inside it and with no name that the nest
//   changes, and stays in [0, len(p)), so that each iteration reads an element of its own;
// - the elements of p are known, no value comes twice, and the lowest, with c, is not negative;
// - the nest writes neither p nor memory that p may share.
// False says nothing: unknown names, other forms and sums beyond 64 bits are all false.
[[nodiscard]] bool takes_each_cell_once(const loop_ir::LoopNest& nest,
                                        const loop_ir::ArgumentFacts& facts,
                                        loop_ir::ExpressionId index_id, loop_ir::LoopId loop_id);

// Two index expressions of one text that take the same value in any one iteration of all loops
// around them: they read no name that a statement of the nest binds. What they load from arrays
// may still change in between.
[[nodiscard]] bool are_one_index(const loop_ir::LoopNest& nest, loop_ir::ExpressionId left_id,
                                 loop_ir::ExpressionId right_id);

// `a[p[i]]` against itself: what would make the cells of the two accesses differ in all iterations
// of the loop. Nothing unless both have one subscript, one and the same index expression of a form
// that no test reads, which is neither a slice nor a mask: these select many cells.
[[nodiscard]] std::optional<IsInjective> distinctness_of(const loop_ir::LoopNest& nest,
                                                         const loop_ir::Access& source,
                                                         const loop_ir::Access& sink,
                                                         loop_ir::LoopId loop_id);

}  // namespace autopar::dependence
