#pragma once

#include <cstdint>
#include <optional>

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// `k += c` once in every iteration of a loop, with no other write of k there.
struct Induction {
  loop_ir::NameId name_id;
  loop_ir::LoopId loop_id;
  loop_ir::AccessId write_id;
  // What is added; nothing if it is no integer literal.
  std::optional<std::int64_t> step;
};

// Dimension D7: exactly one update s = s + e or s - e, unconditional, directly in the loop's body,
// with e not changing in the loop. Nothing where that is not certain.
[[nodiscard]] std::optional<Induction> find_induction(const loop_ir::LoopNest& nest,
                                                      loop_ir::NameId name_id,
                                                      loop_ir::LoopId loop_id);

// What a statement that match_update takes for an addition of that operand adds; nothing if it is
// no integer literal.
[[nodiscard]] std::optional<std::int64_t> literal_step(const loop_ir::LoopNest& nest,
                                                       const loop_ir::StatementNode& node,
                                                       loop_ir::ExpressionId operand_id);

// The nest with more affine forms: subscripts in names that count (inductions with a literal step)
// become forms over the loop's index and the name's value on entry, a symbol; loops whose index
// the text does not show (while, items of a dict) get their iteration's number as index. Forms that
// were there stay as they are.
[[nodiscard]] loop_ir::LoopNest substitute_inductions(loop_ir::LoopNest nest);

}  // namespace autopar::dependence
