#pragma once

#include <set>
#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::schedule {

// Names whose objects or values a piece of a nest reads, and those that it binds. A loop binds its
// index; a store to an element reads the array's name.
struct NameUses {
  std::set<loop_ir::NameId> read;
  std::set<loop_ir::NameId> written;
};

// Of the loop with its header and everything inside.
[[nodiscard]] NameUses uses_of_loop(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id);

// Of everything in the nest except this loop, its header included in what is left out.
[[nodiscard]] NameUses uses_outside_loop(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id);

// One place that binds a scalar: a statement or a loop's index.
struct ScalarWrite {
  loop_ir::NameId name_id;
  // The loop whose iterations bind it: the index's own loop, or the one around the statement.
  loop_ir::LoopId loop_id;
  bool is_conditional = false;
};

[[nodiscard]] std::vector<ScalarWrite> writes_in_loop(const loop_ir::LoopNest& nest,
                                                      loop_ir::LoopId loop_id);

}  // namespace autopar::schedule
