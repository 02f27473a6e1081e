#pragma once

#include <optional>
#include <vector>

#include "dependence/assumption.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// What the elements of an index array p have to be for `p[f] + c` to take no value twice and none
// below zero, over the iterations of a loop in one run of it.
struct ContentDemand {
  loop_ir::NameId name_id;
  // A box of all f. Not empty; within the extent of p.
  loop_ir::IntegerRange positions;
  // In which each element has to lie, so that its sum with c is not negative and stays in the type
  // of p. Empty where none does.
  loop_ir::IntegerRange values;
  bool operator==(const ContentDemand&) const = default;

  // The content is that of at least these positions, in the range, without repetition.
  [[nodiscard]] bool is_met_by(const loop_ir::IntegerContent& content) const;
};

// What would make the index take no value twice and none below zero, over the iterations of the
// loop in one run of it: then `a[index]` is another cell in each of them. There is such a demand
// where
// - the index is `p[f]`, `p[f] + c` or `p[f] - c` with an integer literal c;
// - p is a one-dimensional array or list of integers;
// - f is affine, changes with the loop, with no loop inside it and with no name that the nest
//   changes, and stays in [0, len(p)), so that each iteration reads an element of its own;
// - the nest writes neither p nor memory that p may share, by its address in the facts.
// Nothing says nothing: unknown names, other forms and values beyond 64 bits give no demand.
[[nodiscard]] std::optional<ContentDemand> demand_of(const loop_ir::LoopNest& nest,
                                                     const loop_ir::ArgumentFacts& facts,
                                                     loop_ir::ExpressionId index_id,
                                                     loop_ir::LoopId loop_id);

// Likewise of all indices of stores to one-dimensional arrays, and of all loops around them,
// without repetition.
[[nodiscard]] std::vector<ContentDemand> demands_of_stores(const loop_ir::LoopNest& nest,
                                                           const loop_ir::ArgumentFacts& facts);

// There is a demand, and the content in the facts meets it. False says nothing.
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
