#include "frontend/loops.hpp"

#include <utility>

#include "frontend/counted_loops.hpp"
#include "frontend/expressions.hpp"
#include "frontend/statements.hpp"

namespace autopar::frontend {

using loop_ir::Block;
using loop_ir::ExpressionId;
using loop_ir::Loop;
using loop_ir::LoopId;
using loop_ir::LoopKind;
using loop_ir::OpaqueExpressionKind;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

LoopId add_loop(NestBuilder& builder, LoopKind kind, SourceRange range) {
  Loop loop;
  loop.kind = kind;
  loop.range = range;
  loop.parent_id = builder.current_loop();
  loop.depth = loop.parent_id.is_valid() ? builder.nest.loops[loop.parent_id].depth + 1 : 1;
  return builder.nest.loops.add(std::move(loop));
}

ExpressionId lower_header(NestBuilder& builder, LoopId loop_id,
                          const std::function<ExpressionId()>& lower) {
  const bool is_root = loop_id == loop_ir::LoopNest::root();
  const bool outer = std::exchange(builder.is_in_root_header, is_root);
  const ExpressionId header_id = lower();
  builder.is_in_root_header = outer;
  return header_id;
}

namespace {

ExpressionId lower_part(NestBuilder& builder, Node node, Field field) {
  const auto part = node.child(field);
  return part
             ? lower_expression(builder, *part)
             : lower_names_only(builder, node, OpaqueExpressionKind::Damaged, RefusalKind::Damaged);
}

bool holds_loop(Node node) {
  std::vector<Node> pending{node};
  while (!pending.empty()) {
    const Node next = pending.back();
    pending.pop_back();
    if (is_loop_statement(next) || is_comprehension(next)) {
      return true;
    }
    const auto children = next.named_children();
    pending.insert(pending.end(), children.begin(), children.end());
  }
  return false;
}

// Loops in the else block of the nest's outermost loop are nests of their own.
Block lower_else(NestBuilder& builder, LoopId loop_id, Node node) {
  const auto alternative = node.child(Field::Alternative);
  const auto body = alternative ? alternative->child(Field::Body) : std::nullopt;
  Block block;
  if (!body) {
    return block;
  }
  if (loop_id == loop_ir::LoopNest::root() && holds_loop(*body)) {
    lower_statement_names_only(builder, *body, loop_ir::OpaqueStatementKind::Other,
                               RefusalKind::UnknownStatement, block);
    return block;
  }
  return lower_block(builder, *body);
}

// bindings: what the header leaves to the begin of the body.
void lower_bodies(NestBuilder& builder, LoopId loop_id, Node node, Block bindings) {
  builder.enter_loop(loop_id);
  Block body = std::move(bindings);
  if (const auto block = node.child(Field::Body)) {
    const Block statements = lower_block(builder, *block);
    body.insert(body.end(), statements.begin(), statements.end());
  }
  builder.leave_loop();
  builder.nest.loops[loop_id].body = std::move(body);
  Block else_block = lower_else(builder, loop_id, node);
  builder.nest.loops[loop_id].else_block = std::move(else_block);
}

LoopId lower_for(NestBuilder& builder, Node node) {
  const bool is_async = node.has_token("async");
  const LoopId loop_id =
      add_loop(builder, is_async ? LoopKind::AsyncFor : LoopKind::For, node.range());
  if (is_async) {
    builder.refuse(RefusalKind::AsyncLoop, node);
  }
  const auto counted = is_async ? std::nullopt : find_counted_header(builder, node);
  if (counted && builder.counts_elements) {
    lower_bodies(builder, loop_id, node, lower_counted_header(builder, loop_id, node, *counted));
    return loop_id;
  }
  const BlockBefore nowhere(builder);
  const bool is_compiled = !is_async && is_compiled_header(builder, node);
  const bool outer = std::exchange(builder.is_in_compiled_header, is_compiled);
  const ExpressionId iterable_id =
      lower_header(builder, loop_id, [&] { return lower_part(builder, node, Field::Right); });
  builder.is_in_compiled_header = outer;
  builder.nest.loops[loop_id].iterable_id = iterable_id;
  builder.enter_loop(loop_id);
  if (const auto target = node.child(Field::Left)) {
    const ExpressionId target_id = lower_target(builder, *target);
    builder.nest.loops[loop_id].target_id = target_id;
  }
  builder.leave_loop();
  lower_bodies(builder, loop_id, node, {});
  return loop_id;
}

// The test belongs to each iteration.
LoopId lower_while(NestBuilder& builder, Node node) {
  const LoopId loop_id = add_loop(builder, LoopKind::While, node.range());
  builder.enter_loop(loop_id);
  const ExpressionId test_id = lower_part(builder, node, Field::Condition);
  builder.leave_loop();
  builder.nest.loops[loop_id].test_id = test_id;
  lower_bodies(builder, loop_id, node, {});
  return loop_id;
}

}  // namespace

LoopId lower_loop_statement(NestBuilder& builder, Node node) {
  return node.is(NodeKind::WhileStatement) ? lower_while(builder, node) : lower_for(builder, node);
}

bool is_loop_statement(Node node) {
  return node.is(NodeKind::ForStatement) || node.is(NodeKind::WhileStatement);
}

bool is_comprehension(Node node) {
  switch (node.kind()) {
    case NodeKind::ListComprehension:
    case NodeKind::SetComprehension:
    case NodeKind::DictionaryComprehension:
    case NodeKind::GeneratorExpression:
      return true;
    default:
      return false;
  }
}

}  // namespace autopar::frontend
