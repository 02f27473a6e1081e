#pragma once

#include <set>
#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// An iteration goes through what the expression gives, or through an element of that.
struct Consumption {
  loop_ir::ExpressionId expression_id;
  bool is_of_elements = false;
};

// Where what an iteration goes through comes from.
struct IterableSources {
  // Names that stand for it, those that the loop binds included.
  std::set<loop_ir::NameId> names;
  // Names of what holds it, at whatever depth.
  std::set<loop_ir::NameId> containers;
  // Some of it comes from what has no name in the nest.
  bool has_unknown = false;
};

// Every iteration of the loop subscripts what the name holds or asks for its length: an iterator
// has neither.
[[nodiscard]] bool has_items(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                             loop_ir::NameId name_id);

// Follows names that the loop binds, elements, attributes and calls that hand on what they are
// given: sum(t) after t = x[0] goes through what x holds. Errs towards more.
[[nodiscard]] IterableSources sources_of(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                                         const std::vector<Consumption>& consumptions);

}  // namespace autopar::dependence
