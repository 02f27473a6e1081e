#include "dependence/generator_consumer.hpp"

#include <algorithm>

namespace autopar::dependence {
namespace {

using loop_ir::LoopId;
using loop_ir::LoopNest;

// The loop is the first clause or one nested in it.
bool is_clause_of(const LoopNest& nest, LoopId loop_id, LoopId first_id) {
  while (loop_id.is_valid() && loop_id != first_id &&
         nest.loops[loop_id].kind == loop_ir::LoopKind::Genexp) {
    loop_id = nest.loops[loop_id].parent_id;
  }
  return loop_id == first_id;
}

// max(values, key=f) calls f between two values.
bool has_own_key(const LoopNest& nest, const loop_ir::Call& call) {
  return std::ranges::any_of(call.arguments, [&](const loop_ir::Argument& argument) {
    const auto* name = std::get_if<loop_ir::NameRead>(&nest.expressions[argument.value_id].node);
    return argument.keyword == "key" &&
           (name == nullptr || nest.names[name->name_id].text != "len");
  });
}

}  // namespace

std::string consumer_of(const LoopNest& nest, LoopId loop_id) {
  for (const loop_ir::Expression& expression : nest.expressions) {
    const auto* call = std::get_if<loop_ir::Call>(&expression.node);
    if (call == nullptr || call->arguments.empty() || !call->arguments.front().keyword.empty()) {
      continue;
    }
    const auto& argument = nest.expressions[call->arguments.front().value_id].node;
    const auto* inner = std::get_if<loop_ir::Comprehension>(&argument);
    if (inner != nullptr && is_clause_of(nest, loop_id, inner->loop_id)) {
      return has_own_key(nest, *call) ? std::string() : call->resolved;
    }
  }
  return nest.consumer;
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
