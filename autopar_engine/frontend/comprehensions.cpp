#include <algorithm>
#include <span>

#include "frontend/expressions.hpp"
#include "frontend/loops.hpp"

namespace autopar::frontend {

using loop_ir::Block;
using loop_ir::ExpressionId;
using loop_ir::LoopId;
using loop_ir::LoopKind;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

namespace {

// What is left of a comprehension: its clauses in order, and what the innermost body evaluates.
struct Comprehension {
  Node whole;
  LoopKind kind = LoopKind::Listcomp;
  std::vector<Node> clauses;
  std::vector<Node> elements;
};

LoopKind loop_kind_of(Node node) {
  switch (node.kind()) {
    case NodeKind::SetComprehension:
      return LoopKind::Setcomp;
    case NodeKind::DictionaryComprehension:
      return LoopKind::Dictcomp;
    case NodeKind::GeneratorExpression:
      return LoopKind::Genexp;
    default:
      return LoopKind::Listcomp;
  }
}

Comprehension take_apart(Node node) {
  Comprehension comprehension{node, loop_kind_of(node), {}, {}};
  for (const Node& child : node.each_named_child()) {
    if (child.is(NodeKind::ForInClause) || child.is(NodeKind::IfClause)) {
      comprehension.clauses.push_back(child);
    } else if (child.is(NodeKind::Pair)) {
      comprehension.elements = child.named_children();
    } else {
      comprehension.elements.push_back(child);
    }
  }
  return comprehension;
}

// Names that a target binds belong to the comprehension.
void bind_target_names(NestBuilder& builder, Node target) {
  if (target.is(NodeKind::Identifier)) {
    builder.bind_in_comprehension(target.text());
  } else if (!target.is(NodeKind::Subscript) && !target.is(NodeKind::Attribute)) {
    for (const Node& child : target.each_named_child()) {
      bind_target_names(builder, child);
    }
  }
}

void lower_clauses(NestBuilder& builder, const Comprehension& comprehension,
                   std::span<const Node> clauses, Block& block);

// `for x in a, b` has several right sides in Python 2 only.
ExpressionId lower_clause_iterable(NestBuilder& builder, Node clause) {
  const auto sources = clause.children(Field::Right);
  std::vector<Node> named;
  for (const Node& source : sources) {
    if (!source.is(NodeKind::Token)) {
      named.push_back(source);
    }
  }
  if (named.size() != 1) {
    return lower_names_only(builder, clause, loop_ir::OpaqueExpressionKind::Other,
                            RefusalKind::UnknownIterable);
  }
  return lower_expression(builder, named.front());
}

// The first clause's iterable is evaluated outside of the comprehension.
LoopId lower_clause(NestBuilder& builder, const Comprehension& comprehension,
                    std::span<const Node> clauses, bool is_first) {
  const Node clause = clauses.front();
  const auto target = clause.child(Field::Left);
  SourceRange range = clause.range();
  range.begin = target ? target->range().begin : range.begin;
  range.end = comprehension.whole.range().end;
  const LoopId loop_id = add_loop(builder, comprehension.kind, range);
  const ExpressionId iterable_id =
      lower_header(builder, loop_id, [&] { return lower_clause_iterable(builder, clause); });
  builder.nest.loops[loop_id].iterable_id = iterable_id;
  if (is_first) {
    builder.enter_comprehension();
  }
  if (target) {
    bind_target_names(builder, *target);
    builder.nest.loops[loop_id].target_id = lower_target(builder, *target);
  }
  if (clause.has_token("async")) {
    builder.refuse(RefusalKind::AsyncLoop, clause);
  }
  builder.enter_loop(loop_id);
  Block body;
  lower_clauses(builder, comprehension, clauses.subspan(1), body);
  builder.nest.loops[loop_id].body = std::move(body);
  builder.leave_loop();
  if (is_first) {
    builder.leave_comprehension();
  }
  return loop_id;
}

void lower_elements(NestBuilder& builder, const Comprehension& comprehension, Block& block) {
  for (const Node& element : comprehension.elements) {
    const ExpressionId value_id = lower_expression(builder, element);
    block.push_back(builder.add(loop_ir::ExpressionStatement{value_id}, element));
  }
}

void lower_filter(NestBuilder& builder, const Comprehension& comprehension,
                  std::span<const Node> clauses, Block& block) {
  loop_ir::If filter;
  const auto tests = clauses.front().named_children();
  filter.test_id = tests.size() == 1 ? lower_expression(builder, tests.front())
                                     : lower_names_only(builder, clauses.front(),
                                                        loop_ir::OpaqueExpressionKind::Damaged,
                                                        RefusalKind::Damaged);
  lower_clauses(builder, comprehension, clauses.subspan(1), filter.then_block);
  block.push_back(builder.add(std::move(filter), clauses.front()));
}

void lower_clauses(NestBuilder& builder, const Comprehension& comprehension,
                   std::span<const Node> clauses, Block& block) {
  const NestingGuard guard(builder);
  if (clauses.empty() || builder.is_too_deep()) {
    lower_elements(builder, comprehension, block);
  } else if (clauses.front().is(NodeKind::IfClause)) {
    lower_filter(builder, comprehension, clauses, block);
  } else {
    const LoopId loop_id = lower_clause(builder, comprehension, clauses, false);
    block.push_back(builder.add(loop_ir::LoopStatement{loop_id}, clauses.front()));
  }
}

}  // namespace

LoopId lower_comprehension_loop(NestBuilder& builder, Node node) {
  const Comprehension comprehension = take_apart(node);
  builder.refuse(RefusalKind::Comprehension, node);
  return lower_clause(builder, comprehension, comprehension.clauses, true);
}

namespace {

bool does_more_than_read(Node node) {
  return node.is(NodeKind::Call) || node.is(NodeKind::NamedExpression) ||
         node.is(NodeKind::Await) || node.is(NodeKind::Yield) ||
         std::ranges::any_of(node.each_named_child(), does_more_than_read);
}

}  // namespace

ExpressionId lower_comprehension(NestBuilder& builder, Node node) {
  const bool has_clause = !take_apart(node).clauses.empty() &&
                          take_apart(node).clauses.front().is(NodeKind::ForInClause);
  if (builder.is_in_root_header || !has_clause) {
    const bool is_interleaved = node.is(NodeKind::GeneratorExpression) && does_more_than_read(node);
    return lower_names_only(builder, node,
                            is_interleaved ? loop_ir::OpaqueExpressionKind::GeneratorOfCalls
                                           : loop_ir::OpaqueExpressionKind::Other,
                            RefusalKind::Comprehension);
  }
  const LoopId loop_id = lower_comprehension_loop(builder, node);
  return builder.add(loop_ir::Comprehension{loop_id}, node);
}

}  // namespace autopar::frontend
