#pragma once

#include <set>

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// The names, and the bases of elements, whose value in an iteration of the loop may depend on the
// value that the name had before: what a statement writes that reads it, or that stands under a
// test or in an inner loop that mentions it, and so on. Contains the name itself. Errs towards more
// names: a statement's writes depend on all that it reads, and what an early exit may skip depends
// on everything.
[[nodiscard]] std::set<loop_ir::NameId> names_fed_by(const loop_ir::LoopNest& nest,
                                                     loop_ir::LoopId loop_id,
                                                     loop_ir::NameId name_id);

// Whether an access happens may depend on some of the names.
[[nodiscard]] bool is_governed_by(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                                  const loop_ir::Access& access,
                                  const std::set<loop_ir::NameId>& names);

// The expression mentions one of the names.
[[nodiscard]] bool mentions_any(const loop_ir::LoopNest& nest, loop_ir::ExpressionId expression_id,
                                const std::set<loop_ir::NameId>& names);

}  // namespace autopar::dependence
