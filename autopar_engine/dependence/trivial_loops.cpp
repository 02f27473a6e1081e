#include "dependence/trivial_loops.hpp"

#include <algorithm>

namespace autopar::dependence {
namespace {

using loop_ir::Block;
using loop_ir::LoopId;
using loop_ir::LoopNest;
using loop_ir::OpaqueStatementKind;
using loop_ir::StatementId;

bool is_docstring_or_pass(const LoopNest& nest, StatementId statement_id) {
  const auto& node = nest.statements[statement_id].node;
  const auto* value = std::get_if<loop_ir::ExpressionStatement>(&node);
  return std::holds_alternative<loop_ir::Pass>(node) ||
         (value != nullptr &&
          std::holds_alternative<loop_ir::StringLiteral>(nest.expressions[value->value_id].node));
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
  const bool is_empty = std::ranges::all_of(loop.body, [&](StatementId statement_id) {
    return is_docstring_or_pass(nest, statement_id);
  });
  return is_short || is_empty ||
         (leaves_loop(nest, loop.body, loop_id) && !may_continue(nest, loop_id));
}

}  // namespace autopar::dependence
