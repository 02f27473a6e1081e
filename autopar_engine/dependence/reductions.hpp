#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dependence/context.hpp"
#include "dependence/extreme_updates.hpp"
#include "dependence/place_uses.hpp"

namespace autopar::dependence {

// A place that the loop only ever combines with something else by one operator.
struct ReductionMatch {
  // As in Update.
  std::string op;
  // False only if the place and every operand are known to be integers.
  bool is_float = true;
  // Some update stands under a test of its own.
  bool is_conditional = false;
  // What is kept with the extreme value, the tests under which it is, and which of equals wins.
  std::vector<loop_ir::NameId> recorded_ids;
  std::vector<loop_ir::ExpressionId> test_ids;
  Tie tie = Tie::First;
};

// Legal if every access in the loop is part of an update `s = s op e` by the same associative and
// commutative op, with e free of s; then any grouping of the updates gives the same integer, and on
// floats one that differs by rounding. Where an update records names, each of them has to be an
// `if e > s` with the same test for ties that records the same names, so that value and records
// belong to one iteration. Example: for i: if x[i] < best: best = x[i]; where = i.
[[nodiscard]] std::optional<ReductionMatch> match_reduction(const Context& context,
                                                            const PlaceView& view);

// The names that belong to an extreme value are used nowhere else in the loop: each of their
// accesses stands under one of the tests, so every iteration that improves writes all of them anew.
[[nodiscard]] bool records_are_alone(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                                     const ReductionMatch& reduction);

// x[k] op= e with subscripts that no pair test can tell apart, and no other access to x: what is
// added to a cell commutes, whatever cells the data selects.
[[nodiscard]] std::optional<ReductionMatch> match_histogram(const PlaceView& view);

// `out += [x]` or `text += s`: by its definition or its operands the place is a sequence that
// grows, which is no reduction.
[[nodiscard]] bool is_concatenation(const PlaceView& view);

// `s = e + s` and `s = s + e` of what may be text or lists: parts of it can't be put together.
// False only if the place is known to hold numbers, or if all operands stand on one side.
[[nodiscard]] bool may_grow_at_both_ends(const PlaceView& view);

}  // namespace autopar::dependence
