#include "dependence/generator_consumer.hpp"

#include <algorithm>

#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::LoopId;
using loop_ir::LoopNest;

// The loop stands in the body of the clause before it, not in an expression there.
bool is_later_clause(const LoopNest& nest, LoopId loop_id) {
  return std::ranges::any_of(nest.statements, [&](const loop_ir::Statement& statement) {
    const auto* inner = std::get_if<loop_ir::LoopStatement>(&statement.node);
    return inner != nullptr && inner->loop_id == loop_id;
  });
}

// Of the same generator expression.
LoopId first_clause_of(const LoopNest& nest, LoopId loop_id) {
  while (is_later_clause(nest, loop_id)) {
    loop_id = nest.loops[loop_id].parent_id;
  }
  return loop_id;
}

}  // namespace

std::string consumer_of(const LoopNest& nest, LoopId loop_id) {
  const LoopId first_id = first_clause_of(nest, loop_id);
  for (const loop_ir::Expression& expression : nest.expressions) {
    const auto* call = std::get_if<loop_ir::Call>(&expression.node);
    if (call == nullptr || call->arguments.empty() || !call->arguments.front().keyword.empty()) {
      continue;
    }
    const auto& argument = nest.expressions[call->arguments.front().value_id].node;
    const auto* inner = std::get_if<loop_ir::Comprehension>(&argument);
    if (inner != nullptr && inner->loop_id == first_id) {
      return loop_ir::has_own_key(nest, *call) ? std::string() : call->resolved;
    }
  }
  return first_id == LoopNest::root() ? nest.consumer : std::string();
}

Verdict verdict_of_consumer(const LoopNest& nest, LoopId loop_id) {
  return verdict_of_callee(consumer_of(nest, loop_id));
}

Verdict verdict_of_callee(std::string_view callee) {
  if (callee == "sum" || callee == "max" || callee == "min") {
    return Verdict::Reduce;
  }
  if (callee == "any" || callee == "all") {
    return Verdict::Search;
  }
  const bool collects = callee == "list" || callee == "tuple" || callee == "set" ||
                        callee == "dict" || callee == ".join" || callee == "sorted" ||
                        callee == "frozenset";
  return collects ? Verdict::Collect : Verdict::Unknown;
}

}  // namespace autopar::dependence
