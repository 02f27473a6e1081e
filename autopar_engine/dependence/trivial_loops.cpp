#include "dependence/trivial_loops.hpp"

#include <algorithm>

#include "dependence/loop_scan.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Block;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::OpaqueStatementKind;
using loop_ir::StatementId;

// `pass`, `...`, a docstring, or `continue` to the next iteration, which comes anyway.
bool does_nothing(const LoopNest& nest, StatementId statement_id) {
  const auto& node = nest.statements[statement_id].node;
  const auto* statement = std::get_if<loop_ir::ExpressionStatement>(&node);
  if (statement == nullptr) {
    return std::holds_alternative<loop_ir::Pass>(node) ||
           std::holds_alternative<loop_ir::Continue>(node);
  }
  const auto& value = nest.expressions[statement->value_id].node;
  return std::holds_alternative<loop_ir::StringLiteral>(value) ||
         std::holds_alternative<loop_ir::EllipsisLiteral>(value);
}

// `while q.pop(): pass`, `for x in map(f, y): pass`.
bool works_in_header(const LoopNest& nest, LoopId loop_id) {
  const LoopScan scan = scan_loop(nest, loop_id);
  return !scan.calls.empty() || !scan.opaque_expressions.empty() ||
         has_generator_of_calls(nest, loop_id);
}

bool has_nothing_to_do(const LoopNest& nest, LoopId loop_id) {
  return std::ranges::all_of(
             nest.loops[loop_id].body,
             [&](StatementId statement_id) { return does_nothing(nest, statement_id); }) &&
         !works_in_header(nest, loop_id);
}

bool leaves_loop(const LoopNest& nest, const Block& block, LoopId loop_id);

bool leaves_loop(const LoopNest& nest, StatementId statement_id, LoopId loop_id) {
  const auto& node = nest.statements[statement_id].node;
  if (const auto* branch = std::get_if<loop_ir::If>(&node)) {
    return leaves_loop(nest, branch->then_block, loop_id) &&
           leaves_loop(nest, branch->else_block, loop_id);
  }
  const auto* leave = std::get_if<loop_ir::Break>(&node);
  const auto* other = std::get_if<loop_ir::OpaqueStatement>(&node);
  return (leave != nullptr && leave->loop_id == loop_id) ||
         (other != nullptr && (other->kind == OpaqueStatementKind::Return ||
                               other->kind == OpaqueStatementKind::Raise));
}

bool leaves_loop(const LoopNest& nest, const Block& block, LoopId loop_id) {
  return std::ranges::any_of(
      block, [&](StatementId statement_id) { return leaves_loop(nest, statement_id, loop_id); });
}

bool may_continue(const LoopNest& nest, LoopId loop_id) {
  return std::ranges::any_of(nest.statements, [&](const loop_ir::Statement& statement) {
    const auto* each = std::get_if<loop_ir::Continue>(&statement.node);
    return each != nullptr && each->loop_id == loop_id;
  });
}

}  // namespace

bool is_trivial(const LoopNest& nest, LoopId loop_id) {
  const loop_ir::Loop& loop = nest.loops[loop_id];
  const bool is_short = loop.domain.trip_count && *loop.domain.trip_count <= 1;
  return is_short || has_nothing_to_do(nest, loop_id) ||
         (leaves_loop(nest, loop.body, loop_id) && !may_continue(nest, loop_id));
}

}  // namespace autopar::dependence
