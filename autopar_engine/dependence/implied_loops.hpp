#pragma once

#include <map>
#include <optional>
#include <set>

#include "dependence/context.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// The nest in which each slice of a subscript is a loop around its access alone, of depth 0:
// a[i, 1:n] is a[i, k] with k in range(1, n). Loops of the text, accesses, names and symbols keep
// their ids; only the pair tests may see it, and none of its implied loops is common to two
// accesses, not even to an access and itself. Where a is known to be an array, a[i] beside a[j, :]
// is a[i, :].
//
// The loop holds every cell that the slice may touch, and maybe more: an index at or beyond the
// extent, or below -extent, is no cell. Python clamps bounds and counts negative ones from the end,
// so a bound takes part only where its sign is known, by the text or at the call:
//   bounds not negative        range(lower, upper, step)
//   both negative, step 1      the same, an index below zero counts from the end as ever
//   lower negative             range(extent + lower, upper, step), at a call that tells the extent
//   upper alone negative       range(lower, extent + upper, step), if the extent has a symbol
//   step -1                    range(upper + 1 or 0, lower + 1 or extent)
//   step -2, -3 ...            range(lower or extent - 1, upper or -1, step), or as for step -1
//                              where lower may be clamped
//   sign of lower not known    range(lower, ...), up to upper if that is not negative or never less
//                              than lower: its indices may lie below zero, as any index
//   else                       all cells, as far as the other bound limits them
// Where the loop may hold a cell that the slice leaves out, whatever the extent, the access counts
// as skippable: then no dependence is proved through it.
struct ImpliedLoops {
  loop_ir::LoopNest nest;
  // What showed the signs of an access's bounds.
  std::map<loop_ir::AccessId, Evidence> evidence;
  // Accesses of which the bounds are not known well enough for a proof of dependence.
  std::set<loop_ir::AccessId> open_ids;
};

// Nothing if the nest has no slice of a known form.
[[nodiscard]] std::optional<ImpliedLoops> make_implied_loops(const Context& context);

// The loop stands for a slice; the text has no such loop.
[[nodiscard]] bool is_implied(const loop_ir::Loop& loop);

}  // namespace autopar::dependence
