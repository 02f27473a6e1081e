#include "frontend/skippable.hpp"

#include <algorithm>
#include <vector>

#include "base/overloaded.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::LoopId;
using loop_ir::LoopNest;

template <class Predicate>
void mark_where(LoopNest& nest, Predicate predicate) {
  for (const AccessId access_id : nest.accesses.ids()) {
    Access& access = nest.accesses[access_id];
    access.is_skippable = access.is_skippable || predicate(access);
  }
}

// A break ends later iterations and keeps the else block from running.
void mark_break(LoopNest& nest, LoopId loop_id) {
  const auto& else_block = nest.loops[loop_id].else_block;
  mark_where(nest, [&](const Access& access) {
    const bool is_in_else = !else_block.empty() &&
                            access.range.begin >= nest.statements[else_block.front()].range.begin &&
                            access.range.end <= nest.statements[else_block.back()].range.end;
    return is_inside(access, loop_id) || is_in_else;
  });
}

bool leaves_nest(const loop_ir::OpaqueStatement& statement) {
  return statement.kind == loop_ir::OpaqueStatementKind::Return ||
         statement.kind == loop_ir::OpaqueStatementKind::Raise;
}

bool has_yield(const LoopNest& nest) {
  return std::any_of(nest.expressions.begin(), nest.expressions.end(), [](const auto& expression) {
    const auto* opaque = std::get_if<loop_ir::OpaqueExpression>(&expression.node);
    return opaque != nullptr && opaque->kind == loop_ir::OpaqueExpressionKind::Yield;
  });
}

}  // namespace

void mark_skippable(LoopNest& nest) {
  bool may_leave = has_yield(nest);
  std::vector<LoopId> broken_loops;
  for (const loop_ir::Statement& statement : nest.statements) {
    std::visit(Overloaded{
                   [&](const loop_ir::Break& each) { broken_loops.push_back(each.loop_id); },
                   [&](const loop_ir::Continue& each) {
                     mark_where(nest, [&](const Access& access) {
                       return is_inside(access, each.loop_id) &&
                              access.range.begin >= statement.range.begin;
                     });
                   },
                   [&](const loop_ir::OpaqueStatement& each) {
                     may_leave = may_leave || leaves_nest(each);
                   },
                   [](const auto&) {},
               },
               statement.node);
  }
  std::sort(broken_loops.begin(), broken_loops.end());
  broken_loops.erase(std::unique(broken_loops.begin(), broken_loops.end()), broken_loops.end());
  for (const LoopId loop_id : broken_loops) {
    mark_break(nest, loop_id);
  }
  if (may_leave) {
    mark_where(nest, [](const Access&) { return true; });
  }
}

}  // namespace autopar::frontend
