#pragma once

#include <vector>

#include "dependence/context.hpp"

namespace autopar::dependence {

// One base whose flat subscripts were read as several.
struct RecoveredBase {
  loop_ir::NameId name_id;
  // What the reading rests on and is known to hold.
  Evidence evidence;
  // What it rests on besides: guards.
  std::vector<Assumption> needed;
};

// A nest with its flat subscripts read as several, without and with guards.
struct FlatRecovery {
  // Every recovery in it is proved, or holds at the call.
  loop_ir::LoopNest nest;
  std::vector<RecoveredBase> proved;
  // With those recoveries too that need a guard; empty, as `guarded`, if there are none.
  loop_ir::LoopNest guarded_nest;
  std::vector<RecoveredBase> guarded;
};

// Reads a[i*n + j] as a[i, j]: subscripts that are no affine form become several that are, so that
// the tests of pairs see each apart. For one base, all its subscripts in the nest alike:
//   flat = row * n + column with one symbol n, both affine (row again of this kind), and
//   0 <= column, column <= n - 1, 0 <= row for every access while its loops run.
// Then n is positive and division with remainder is unique: two flat indices are equal exactly if
// rows and columns are, and none of them is negative, so none wraps. Each condition is proved from
// the loops' bounds, or by values of the text or the call, or becomes a guard; a base for which one
// of them is known to fail, or that another name of the call stands for, keeps its flat subscripts.
// Where n is known and the recovery fails, the flat form with that number in the place of n is
// affine, and exact. After Grosser, Ramanujam, Pouchet, Sadayappan, Pop: Optimistic Delinearization
// of Parametrically Sized Arrays (ICS 2015); the conditions are theirs, evaluated before the loop.
// facts are those of the call, and null while only the text is known: then what isn't proved
// becomes a guard. With facts, a base of which they don't prove every condition keeps its flat
// subscripts. Example: for i in range(n): for j in range(m): a[i*n + j] needs m <= n.
[[nodiscard]] FlatRecovery recover_flat_indices(loop_ir::LoopNest nest,
                                                const loop_ir::ArgumentFacts* facts,
                                                const EffectTable& effects);

}  // namespace autopar::dependence
