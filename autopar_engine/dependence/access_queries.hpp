#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "base/small_vector.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// Where and under which tests accesses happen. A query that answers true has proved it; false says
// nothing.

// The accesses of the loop's body, headers of inner loops included, in order of execution.
using LoopAccesses = SmallVector<loop_ir::AccessId, 32>;
[[nodiscard]] LoopAccesses accesses_in(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id);

// Tests with their outcomes, outermost first.
using ConditionPath = SmallVector<std::pair<loop_ir::ExpressionId, bool>, 4>;

// The tests on the way to an access, but for those of while loops around it.
[[nodiscard]] ConditionPath conditions_of(const loop_ir::LoopNest& nest,
                                          const loop_ir::Access& access);

// The path without its last test, if the two differ in that test's outcome alone.
[[nodiscard]] std::optional<ConditionPath> merge_paths(const ConditionPath& left,
                                                       const ConditionPath& right);

// How many tests conditions_of gives.
[[nodiscard]] std::size_t condition_count(const loop_ir::LoopNest& nest,
                                          const loop_ir::Access& access);

// How many conditions of an access in the loop's body lie outside of the loop: as many as the
// access with the fewest has, so too many where every one stands under a test of its own; 0 for a
// body without accesses.
[[nodiscard]] std::size_t outer_conditions(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id);

// Happens exactly once in every iteration of the loop that reaches its end; an early exit from the
// iteration may still cut it off.
[[nodiscard]] bool happens_once(const loop_ir::LoopNest& nest, const loop_ir::Access& access,
                                loop_ir::LoopId loop_id);

// In every iteration of the loop in which the read happens, one of the writes, all of them before
// it in execution order, has happened.
[[nodiscard]] bool is_preceded(const loop_ir::LoopNest& nest,
                               const std::vector<loop_ir::AccessId>& writes,
                               const loop_ir::Access& read, loop_ir::LoopId loop_id);

// In every iteration of the loop in which the access happens, one of the writes happens after it.
[[nodiscard]] bool is_followed(const loop_ir::LoopNest& nest,
                               const std::vector<loop_ir::AccessId>& writes,
                               loop_ir::AccessId access_id, loop_ir::LoopId loop_id);

// In every iteration of the loop one of the writes happens.
[[nodiscard]] bool always_happens(const loop_ir::LoopNest& nest,
                                  const std::vector<loop_ir::AccessId>& writes,
                                  loop_ir::LoopId loop_id);

}  // namespace autopar::dependence
