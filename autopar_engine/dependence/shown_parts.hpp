#pragma once

#include <set>

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// How an iteration looks at objects other than through their subscripts.
struct ShownParts {
  // Names of objects of which something looks at what their elements refer to, instead of handing
  // it on: `row in rows`, rows.index(row), str(rows[i]), f"{rows}", r = rows[i] before r == row.
  std::set<loop_ir::NameId> parts;
  // Names of objects of which something sees whether they are empty: `if d`, len(d).
  std::set<loop_ir::NameId> tested;
  // Names that operators take whole: `v` in a[i] = v + 1. If that is an array, they read its cells.
  std::set<loop_ir::NameId> operands;
  // Names that are stored as they are: `v` in a[i] = v. If both are arrays, that copies cells.
  std::set<loop_ir::NameId> stored;
};

// Of arithmetic with an element nothing is said: that is taken for a number. Nor shows its parts
// what an order is asked of beside a number (`x > 3`): a list would raise. Errs towards more names.
[[nodiscard]] ShownParts shown_parts(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id);

// Those of the loop that was asked for last.
class ShownPartsMemory {
 public:
  // Valid until another loop is asked for. One memory is for one nest.
  [[nodiscard]] const ShownParts& of(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id);

 private:
  loop_ir::LoopId loop_id_;
  ShownParts parts_;
};

}  // namespace autopar::dependence
