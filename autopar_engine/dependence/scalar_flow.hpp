#pragma once

#include <optional>
#include <string>
#include <vector>

#include "autopar/named_enum.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// Dimension D7.
AUTOPAR_NAMED_ENUM(ScalarClass, Induction, Reduction, CondReduction, ArgReduction, Append, Concat,
                   Histogram, Flag, Private, LastPrivate, Wrap1, Recurrence, MaybePrivate,
                   Commuting);

// What one loop does to one name that its body writes. text is the name, or `base[sub]` for a base
// that the loop uses with one invariant subscript only.
struct ScalarFlow {
  loop_ir::NameId name_id;
  std::string text;
  ScalarClass flow = ScalarClass::MaybePrivate;
  // The reduction's operator: "+", "*", "and", "or", "&", "|", "^", "min" or "max".
  std::string op;
  // For Reduction and Histogram: false only if every operand is known to be an integer.
  bool is_float = true;
  // For Induction: what one iteration adds, where the text says it.
  std::optional<std::int64_t> step;
  // Accesses that the class explains; they make no other dependence.
  std::vector<loop_ir::AccessId> access_ids;
};

}  // namespace autopar::dependence
