#include "frontend/expressions.hpp"
#include "frontend/imports.hpp"
#include "frontend/statements.hpp"

namespace autopar::frontend {

using loop_ir::Block;
using loop_ir::NameId;
using loop_ir::OpaqueExpressionKind;
using loop_ir::OpaqueStatement;
using loop_ir::OpaqueStatementKind;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

namespace {

struct OpaqueRow {
  NodeKind node;
  OpaqueStatementKind kind;
  RefusalKind refusal;
};

constexpr OpaqueRow kRows[] = {
    {NodeKind::AssertStatement, OpaqueStatementKind::Assert, RefusalKind::Assert},
    {NodeKind::ClassDefinition, OpaqueStatementKind::ClassDefinition, RefusalKind::ClassDefinition},
    {NodeKind::DeleteStatement, OpaqueStatementKind::Delete, RefusalKind::Delete},
    {NodeKind::ExecStatement, OpaqueStatementKind::Exec, RefusalKind::DynamicCode},
    {NodeKind::FunctionDefinition, OpaqueStatementKind::FunctionDefinition,
     RefusalKind::FunctionDefinition},
    {NodeKind::GlobalStatement, OpaqueStatementKind::Global, RefusalKind::GlobalDeclaration},
    {NodeKind::NonlocalStatement, OpaqueStatementKind::Nonlocal, RefusalKind::GlobalDeclaration},
    {NodeKind::ImportStatement, OpaqueStatementKind::Import, RefusalKind::Import},
    {NodeKind::ImportFromStatement, OpaqueStatementKind::Import, RefusalKind::Import},
    {NodeKind::FutureImportStatement, OpaqueStatementKind::Import, RefusalKind::Import},
    {NodeKind::MatchStatement, OpaqueStatementKind::Match, RefusalKind::Match},
    {NodeKind::PrintStatement, OpaqueStatementKind::Print, RefusalKind::PrintStatement},
    {NodeKind::RaiseStatement, OpaqueStatementKind::Raise, RefusalKind::Raise},
    {NodeKind::ReturnStatement, OpaqueStatementKind::Return, RefusalKind::Return},
    {NodeKind::TryStatement, OpaqueStatementKind::Try, RefusalKind::Try},
    {NodeKind::WithStatement, OpaqueStatementKind::With, RefusalKind::With},
    {NodeKind::Error, OpaqueStatementKind::Damaged, RefusalKind::Damaged},
};

OpaqueRow row_of(Node node) {
  for (const OpaqueRow& row : kRows) {
    if (row.node == node.kind()) {
      return row;
    }
  }
  return {node.kind(), OpaqueStatementKind::Other, RefusalKind::UnknownStatement};
}

// Lowers the parts of one statement into an OpaqueStatement.
class OpaqueLowering {
 public:
  explicit OpaqueLowering(NestBuilder& builder) : builder_(builder) {}

  OpaqueStatement statement;

  // Expressions, targets, bodies and clauses, in the order in which they stand.
  void take(Node node);
  void take_children(Node node) {
    for (const Node& child : node.each_named_child()) {
      take(child);
    }
  }
  void take_import(Node node) {
    for (const ImportedName& name : names_of_import(node)) {
      write(name.local_name);
    }
  }
  void take_definition(Node node);
  void take_declaration(Node node) {
    for (const Node& name : node.each_named_child()) {
      write(name.text());
    }
  }

 private:
  void write(std::string_view name) {
    const NameId name_id = builder_.name(name);
    builder_.mark_written(name_id);
    statement.written_name_ids.push_back(name_id);
  }
  void operand(loop_ir::ExpressionId expression_id) {
    statement.operand_ids.push_back(expression_id);
  }
  void take_block(Node node);
  // A target that is a name is written; one that is a place keeps its text as an operand.
  void take_target(Node target);
  void take_case(Node clause);

  NestBuilder& builder_;
};

void OpaqueLowering::take(Node node) {
  switch (node.kind()) {
    case NodeKind::Block:
      return take_block(node);
    case NodeKind::ElseClause:
    case NodeKind::ExceptClause:
    case NodeKind::ExceptGroupClause:
    case NodeKind::FinallyClause:
    case NodeKind::WithClause:
    case NodeKind::WithItem:
    case NodeKind::Chevron:
    case NodeKind::AsPattern:
      return take_children(node);
    case NodeKind::AsPatternTarget:
      for (const Node& target : node.each_named_child()) {
        take_target(target);
      }
      return;
    case NodeKind::CaseClause:
      return take_case(node);
    default:
      return operand(lower_expression(builder_, node));
  }
}

// The body of a match holds its cases.
void OpaqueLowering::take_block(Node node) {
  if (statement.kind == OpaqueStatementKind::Match) {
    return take_children(node);
  }
  statement.blocks.push_back(lower_block(builder_, node));
}

void OpaqueLowering::take_target(Node target) {
  if (target.is(NodeKind::Identifier)) {
    return write(target.text());
  }
  const bool is_place = target.is(NodeKind::Subscript) || target.is(NodeKind::Attribute);
  if (is_place) {
    return operand(lower_expression(builder_, target));
  }
  for (const Node& child : target.each_named_child()) {
    take_target(child);
  }
}

// Any name in a pattern may be bound by it.
void OpaqueLowering::take_case(Node clause) {
  std::vector<Node> pending;
  for (const Node& child : clause.each_named_child()) {
    if (child.is(NodeKind::Block)) {
      statement.blocks.push_back(lower_block(builder_, child));
    } else if (child.is(NodeKind::IfClause)) {
      take_children(child);
    } else {
      pending.push_back(child);
    }
  }
  while (!pending.empty()) {
    const Node next = pending.back();
    pending.pop_back();
    if (next.is(NodeKind::Identifier)) {
      operand(lower_name(builder_, next));
      write(next.text());
    }
    const auto children = next.named_children();
    pending.insert(pending.end(), children.begin(), children.end());
  }
}

// Defaults and bases run here, the body does not: its names are captured.
void OpaqueLowering::take_definition(Node node) {
  if (const auto parameters = node.child(Field::Parameters)) {
    for (const Node& parameter : parameters->each_named_child()) {
      if (const auto value = parameter.child(Field::Value)) {
        operand(lower_expression(builder_, *value));
      }
    }
  }
  for (const auto read_id : lower_free_names(builder_, node)) {
    operand(read_id);
  }
  if (const auto name = node.child(Field::Name)) {
    write(name->text());
  }
}

void take_parts(OpaqueLowering& lowering, Node node) {
  switch (node.kind()) {
    case NodeKind::ImportStatement:
    case NodeKind::ImportFromStatement:
    case NodeKind::FutureImportStatement:
      return lowering.take_import(node);
    case NodeKind::FunctionDefinition:
    case NodeKind::ClassDefinition:
      return lowering.take_definition(node);
    case NodeKind::GlobalStatement:
    case NodeKind::NonlocalStatement:
      return lowering.take_declaration(node);
    default:
      return lowering.take_children(node);
  }
}

// The targets of del: names become unbound, places lose an item.
void take_deleted(NestBuilder& builder, Node node, OpaqueStatement& statement) {
  for (const Node& child : node.each_named_child()) {
    if (child.is(NodeKind::Identifier)) {
      const NameId name_id = builder.name(child.text());
      builder.mark_written(name_id);
      statement.written_name_ids.push_back(name_id);
    } else if (child.is(NodeKind::ExpressionList) || child.is(NodeKind::Tuple) ||
               child.is(NodeKind::ParenthesizedExpression)) {
      take_deleted(builder, child, statement);
    } else {
      statement.operand_ids.push_back(lower_expression(builder, child));
    }
  }
}

void lower_decorated(NestBuilder& builder, Node node, Block& block) {
  for (const Node& child : node.each_named_child()) {
    if (child.is(NodeKind::Decorator)) {
      const auto values = lower_children(builder, child);
      for (const auto value_id : values) {
        block.push_back(builder.add(loop_ir::ExpressionStatement{value_id}, child));
      }
    } else {
      lower_opaque_statement(builder, child, block);
    }
  }
}

}  // namespace

void lower_statement_names_only(NestBuilder& builder, Node node, OpaqueStatementKind kind,
                                RefusalKind refusal, Block& block) {
  OpaqueStatement statement;
  statement.kind = kind;
  statement.refusal_id = builder.refuse(refusal, node);
  statement.operand_ids.push_back(
      lower_names_only(builder, node, OpaqueExpressionKind::TooDeep, refusal));
  block.push_back(builder.add(std::move(statement), node));
}

void lower_opaque_statement(NestBuilder& builder, Node node, Block& block) {
  if (node.is(NodeKind::DecoratedDefinition)) {
    return lower_decorated(builder, node, block);
  }
  const OpaqueRow row = row_of(node);
  if (row.kind == OpaqueStatementKind::Damaged || row.kind == OpaqueStatementKind::Other) {
    return lower_statement_names_only(builder, node, row.kind, row.refusal, block);
  }
  OpaqueLowering lowering(builder);
  lowering.statement.kind = row.kind;
  lowering.statement.refusal_id = builder.refuse(row.refusal, node);
  if (row.kind == OpaqueStatementKind::Delete) {
    take_deleted(builder, node, lowering.statement);
  } else {
    take_parts(lowering, node);
  }
  block.push_back(builder.add(std::move(lowering.statement), node));
}

}  // namespace autopar::frontend
