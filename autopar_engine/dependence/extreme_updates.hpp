#pragma once

#include <optional>
#include <vector>

#include "dependence/context.hpp"
#include "dependence/updates.hpp"

namespace autopar::dependence {

// Which of several equal extreme values stays: with a strict test (`if e > s`, `max(s, e)`) the one
// that was met first, else (`if e >= s`, `max(e, s)`) the last. Python's own `max` and `min` keep
// their first argument.
enum class Tie { First, Last };

// `if e > s: s = e`: the maximum or minimum, with the names that the branch assigns besides.
struct ConditionalUpdate {
  Update update;
  Tie tie = Tie::First;
  loop_ir::ExpressionId test_id;
  loop_ir::StatementId assign_id;
  // Names that record where the extreme value was met.
  std::vector<loop_ir::NameId> recorded_ids;
};

// Legal as a reduction because the branch does nothing but keep the new value and record things
// about it: what else stood there (a store, an append, a count, output, an exit, a deeper test)
// would happen as often as the running value improves, which depends on the order. So: the test
// compares s with an e that is free of s, there is no else, and the branch is made of plain
// assignments to names, `s = e` once among them, whose values do not read s and call pure functions
// only. `s, k = e, i` is two of them. That the recorded names have no other use in the loop is for
// the caller to check.
[[nodiscard]] std::optional<ConditionalUpdate> match_conditional_update(
    const Context& context, loop_ir::StatementId statement_id, const Place& place);

}  // namespace autopar::dependence
