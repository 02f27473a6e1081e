#pragma once

#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// How an iteration may leave the loop before its end. A yield only suspends it.
enum class ExitKind { Break, Return, Raise, Yield };

// A place where an iteration ends the loop, and the tests inside the loop that lead there.
struct LoopExit {
  ExitKind kind = ExitKind::Break;
  SourceRange range;
  std::vector<loop_ir::ExpressionId> test_ids;
};

// A call that an iteration of the loop may make.
struct CallSite {
  loop_ir::ExpressionId call_id;
  // The call stands in what an inner loop iterates over.
  bool is_in_header = false;
  // In what the loop itself iterates over: a function that gives it its values.
  bool is_of_own_header = false;
};

// What one iteration of a loop may execute, inner loops and comprehensions included, of the loop's
// own iterable what goes on while it is iterated over. Bodies of functions and lambdas defined
// there are not part of it, nor what a raise evaluates.
struct LoopScan {
  std::vector<loop_ir::StatementId> statement_ids;
  std::vector<CallSite> calls;
  std::vector<LoopExit> exits;
  std::vector<const loop_ir::OpaqueExpression*> opaque_expressions;
};

[[nodiscard]] LoopScan scan_loop(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id);

// What the loop iterates over holds a generator expression that makes calls in between the
// iterations: `for y in (f(x) for x in a)`.
[[nodiscard]] bool has_generator_of_calls(const loop_ir::LoopNest& nest, loop_ir::LoopId loop_id);

}  // namespace autopar::dependence
