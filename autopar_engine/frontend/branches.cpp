#include <span>

#include "frontend/expressions.hpp"
#include "frontend/statements.hpp"

namespace autopar::frontend {

using loop_ir::Block;
using loop_ir::ExpressionId;
using loop_ir::OpaqueExpressionKind;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

namespace {

ExpressionId lower_test(NestBuilder& builder, Node clause) {
  const auto test = clause.child(Field::Condition);
  return test ? lower_expression(builder, *test)
              : lower_names_only(builder, clause, OpaqueExpressionKind::Damaged,
                                 RefusalKind::Damaged);
}

Block lower_part(NestBuilder& builder, Node clause, Field field) {
  const auto body = clause.child(field);
  return body ? lower_block(builder, *body) : Block();
}

// elif and else clauses, in order: each elif is an If inside the else block before it.
Block lower_alternatives(NestBuilder& builder, std::span<const Node> clauses) {
  Block block;
  if (clauses.empty()) {
    return block;
  }
  const Node clause = clauses.front();
  const NestingGuard guard(builder);
  if (builder.is_too_deep()) {
    for (const Node& rest : clauses) {
      lower_statement_names_only(builder, rest, loop_ir::OpaqueStatementKind::TooDeep,
                                 RefusalKind::TooDeep, block);
    }
    return block;
  }
  if (clause.is(NodeKind::ElseClause)) {
    return lower_part(builder, clause, Field::Body);
  }
  const BlockBefore before(builder, block, clause);
  loop_ir::If branch;
  branch.test_id = lower_test(builder, clause);
  branch.then_block = lower_part(builder, clause, Field::Consequence);
  branch.else_block = lower_alternatives(builder, clauses.subspan(1));
  block.push_back(builder.add(std::move(branch), clause));
  return block;
}

template <class Jump>
void lower_jump(NestBuilder& builder, Node node, Block& block) {
  if (!builder.current_loop().is_valid()) {
    return lower_statement_names_only(builder, node, loop_ir::OpaqueStatementKind::Damaged,
                                      RefusalKind::Damaged, block);
  }
  block.push_back(builder.add(Jump{builder.current_loop()}, node));
}

}  // namespace

void lower_if(NestBuilder& builder, Node node, Block& block) {
  loop_ir::If branch;
  branch.test_id = lower_test(builder, node);
  branch.then_block = lower_part(builder, node, Field::Consequence);
  branch.else_block = lower_alternatives(builder, node.children(Field::Alternative));
  block.push_back(builder.add(std::move(branch), node));
}

void lower_break(NestBuilder& builder, Node node, Block& block) {
  lower_jump<loop_ir::Break>(builder, node, block);
}

void lower_continue(NestBuilder& builder, Node node, Block& block) {
  lower_jump<loop_ir::Continue>(builder, node, block);
}

}  // namespace autopar::frontend
