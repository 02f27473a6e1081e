#include "frontend/expressions.hpp"
#include "frontend/loops.hpp"
#include "frontend/statements.hpp"

namespace autopar::frontend {

using loop_ir::Block;
using loop_ir::OpaqueStatementKind;
using syntax::Node;
using syntax::NodeKind;

namespace {

// A string that stands alone does nothing.
bool is_docstring(const std::vector<Node>& parts) {
  return parts.size() == 1 &&
         (parts.front().is(NodeKind::String) || parts.front().is(NodeKind::ConcatenatedString)) &&
         !parts.front().text().starts_with('`') &&
         parts.front().text().find_first_of("fF") >= parts.front().text().find_first_of("'\"");
}

// Holds assignments too; several parts, or one with a comma, are a tuple.
void lower_expression_statement(NestBuilder& builder, Node node, Block& block) {
  const auto parts = node.named_children();
  if (is_docstring(parts)) {
    block.push_back(builder.add(loop_ir::Pass{}, node));
    return;
  }
  if (parts.size() == 1 && parts.front().is(NodeKind::Assignment)) {
    return lower_assignment(builder, parts.front(), block);
  }
  if (parts.size() == 1 && parts.front().is(NodeKind::AugmentedAssignment)) {
    return lower_augmented_assignment(builder, parts.front(), block);
  }
  const bool is_tuple = parts.size() != 1 || node.has_token(",");
  const auto value_id =
      !is_tuple
          ? lower_expression(builder, parts.front())
          : builder.add(
                loop_ir::Display{loop_ir::DisplayKind::Tuple, lower_children(builder, node)}, node);
  block.push_back(builder.add(loop_ir::ExpressionStatement{value_id}, node));
}

void lower_by_kind(NestBuilder& builder, Node node, Block& block) {
  switch (node.kind()) {
    case NodeKind::ExpressionStatement:
      return lower_expression_statement(builder, node, block);
    case NodeKind::IfStatement:
      return lower_if(builder, node, block);
    case NodeKind::ForStatement:
    case NodeKind::WhileStatement: {
      const auto loop_id = lower_loop_statement(builder, node);
      block.push_back(builder.add(loop_ir::LoopStatement{loop_id}, node));
      return;
    }
    case NodeKind::BreakStatement:
      return lower_break(builder, node, block);
    case NodeKind::ContinueStatement:
      return lower_continue(builder, node, block);
    case NodeKind::PassStatement:
      block.push_back(builder.add(loop_ir::Pass{}, node));
      return;
    default:
      return lower_opaque_statement(builder, node, block);
  }
}

}  // namespace

void lower_statement(NestBuilder& builder, Node node, Block& block) {
  const NestingGuard guard(builder);
  if (builder.is_too_deep()) {
    return lower_statement_names_only(builder, node, OpaqueStatementKind::TooDeep,
                                      RefusalKind::TooDeep, block);
  }
  if (builder.is_too_large()) {
    return lower_statement_names_only(builder, node, OpaqueStatementKind::TooDeep,
                                      RefusalKind::TooLarge, block);
  }
  if (!builder.counts_elements) {
    return lower_by_kind(builder, node, block);
  }
  Block before;
  Block lowered;
  {
    const BlockBefore scope(builder, before, node);
    lower_by_kind(builder, node, lowered);
  }
  block.insert(block.end(), before.begin(), before.end());
  block.insert(block.end(), lowered.begin(), lowered.end());
}

Block lower_block(NestBuilder& builder, Node node) {
  Block block;
  for (const Node& statement : node.each_named_child()) {
    lower_statement(builder, statement, block);
  }
  return block;
}

}  // namespace autopar::frontend
