#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "autopar/named_enum.hpp"
#include "dependence/context.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// Dimension D7. Commuting: only told to do one operation whose order does not matter (set.add).
AUTOPAR_NAMED_ENUM(ScalarClass, Induction, Reduction, CondReduction, ArgReduction, Append, Concat,
                   Histogram, Flag, Private, LastPrivate, Wrap1, Recurrence, MaybePrivate,
                   Commuting);

// What one loop does to one name that its body writes. text is the name, or `base[sub]` for a base
// that the loop uses with one invariant subscript only.
struct ScalarFlow {
  loop_ir::NameId name_id;
  std::string text;
  bool is_element = false;
  ScalarClass flow = ScalarClass::MaybePrivate;
  // The operator of a reduction or histogram, as in updates.hpp; also of a Recurrence that is a
  // scan: every write is s = s op e, and s is read besides.
  std::string op;
  // For a minimum or maximum that records where it was met, and for what is recorded: whether the
  // last of equal values stays, or the first.
  bool keeps_last_of_equals = false;
  // For reductions and histograms: false only if every operand is known to be an integer.
  bool is_float = true;
  // For Induction: what one iteration adds, where the text says it.
  std::optional<std::int64_t> step;
  // Accesses that the class explains; they make no other dependence inside this loop.
  std::set<loop_ir::AccessId> access_ids;
  // Where what the class rests on is known (the kind of a list that is appended to).
  Evidence evidence;
  // For Append and Commuting on a receiver of unknown kind.
  std::optional<Assumption> guard;
};

// The rows of one loop: the first class that fits, in the order of the taxonomy. Names that a loop
// binds by its own target alone and targets of comprehensions have no row. Readings of D7 that
// leave a choice:
// - Reduction, Flag, Append and the like need that every access in the loop is of their form; a
//   Flag that is read before it is written in an iteration is none.
// - Histogram also takes subscripts with % or // and products: what is added commutes all the same.
// - Recurrence: some read is preceded by no write on any path of its iteration, so it sees an
//   earlier iteration. MaybePrivate: a write precedes it on some paths only.
[[nodiscard]] std::vector<ScalarFlow> classify_scalars(const Context& context,
                                                       loop_ir::LoopId loop_id);

// Iterations give the row's place values of their own, and which of them gives the last one only
// the run decides: a test or an exit may keep the last iteration from it, or the place is an
// element.
[[nodiscard]] bool is_last_value_in_doubt(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id,
                                          const ScalarFlow& row);

}  // namespace autopar::dependence
