#pragma once

#include <optional>
#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::frontend {

// What is left of a loop's iterable when the wrappers are taken off, outermost first.
struct Unwrapped {
  EnumSet<loop_ir::DomainWrapper> wrappers;
  // zip's first argument, else the only one.
  loop_ir::ExpressionId inner_id;
  // The wrapper that stands first in the text; nothing if there is none.
  std::optional<loop_ir::DomainWrapper> outermost;
};

// Takes enumerate, zip, reversed and the like off what a loop iterates over.
[[nodiscard]] Unwrapped unwrap(const loop_ir::LoopNest& nest, loop_ir::ExpressionId iterable_id);

// The expressions whose elements an iteration takes at the position of the loop's index: the
// iterable itself, or what enumerate, zip, iter and progress bars wrap. list(), sorted() and the
// like copy, so the call itself is the sequence.
[[nodiscard]] std::vector<loop_ir::ExpressionId> sequences_of(const loop_ir::LoopNest& nest,
                                                              const loop_ir::Loop& loop);

// The place in its sequences that an iteration of the loop takes: its index, less the number that
// enumerate begins with. Nothing where that is no small literal.
[[nodiscard]] std::optional<loop_ir::AffineForm> position_of(const loop_ir::LoopNest& nest,
                                                             loop_ir::LoopId loop_id);

// The expression makes an object of its own before the first iteration: what the loop stores later
// does not show in what it iterates over. Errs on the side of false.
[[nodiscard]] bool is_made_before_the_loop(const loop_ir::LoopNest& nest,
                                           loop_ir::ExpressionId sequence_id);

}  // namespace autopar::frontend
