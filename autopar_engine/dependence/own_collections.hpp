#pragma once

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// What the nest itself makes of a name that it binds: List or Set if every binding is a new one and
// each use comes after one; Unknown otherwise.
[[nodiscard]] loop_ir::BaseKind kind_bound_in_nest(const loop_ir::LoopNest& nest,
                                                   loop_ir::NameId name_id);

// While the loop runs, nothing but the name leads to the list or set that it holds, so that
// whatever the loop does by other names neither sees nor changes it. Proven if
// - the text makes the object before the nest and does not mention the name in between
//   (Name::is_unseen), or the loop around this one makes it, earlier in the same iteration;
// - until the loop's end the nest only adds to it, by methods and in place, and subscripts it.
// Errs on the side of false. Example: row = [], then for j: row.append(j), then rows.append(row).
[[nodiscard]] bool is_only_reached_by_name(const loop_ir::LoopNest& nest, loop_ir::NameId name_id,
                                           loop_ir::LoopId loop_id);

}  // namespace autopar::dependence
