#pragma once

#include <variant>
#include <vector>

#include "autopar/named_enum.hpp"
#include "autopar/source.hpp"
#include "loop_ir/expression.hpp"
#include "loop_ir/ids.hpp"

namespace autopar::loop_ir {

AUTOPAR_NAMED_ENUM(OpaqueStatementKind, Assert, ClassDefinition, Delete, Exec, FunctionDefinition,
                   Global, Import, Magic, Match, Nonlocal, Print, Raise, Return, Try, With, Damaged,
                   TooDeep, Other);

using Block = std::vector<StatementId>;

// target = ... = value, targets from left to right as written. A target is a NameRead, Attribute,
// Subscript, or a Tuple/List display of targets.
struct Assign {
  std::vector<ExpressionId> target_ids;
  ExpressionId value_id;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("targets", node.target_ids);
    field("value", node.value_id);
  }
};

struct AugmentedAssign {
  ExpressionId target_id;
  BinaryOperator op = BinaryOperator::Add;
  ExpressionId value_id;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("target", node.target_id);
    field("op", node.op);
    field("value", node.value_id);
  }
};

// elif is an If inside else_block.
struct If {
  ExpressionId test_id;
  Block then_block;
  Block else_block;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("test", node.test_id);
    field("then_block", node.then_block);
    field("else_block", node.else_block);
  }
};

struct LoopStatement {
  LoopId loop_id;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("loop", node.loop_id);
  }
};

// The loop that it leaves or continues.
struct Break {
  LoopId loop_id;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("loop", node.loop_id);
  }
};

struct Continue {
  LoopId loop_id;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("loop", node.loop_id);
  }
};

struct Pass {
  template <class Field>
  static void describe(Field&&, auto&) {}
};

struct ExpressionStatement {
  ExpressionId value_id;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("value", node.value_id);
  }
};

// A statement that the region language does not hold. What it evaluates, writes and contains stays
// visible; the blocks are its bodies in source order (try: body, handlers, else, finally). Bodies
// of functions and classes defined here are not among them.
struct OpaqueStatement {
  OpaqueStatementKind kind = OpaqueStatementKind::Other;
  RefusalId refusal_id;
  std::vector<ExpressionId> operand_ids;
  std::vector<NameId> written_name_ids;
  std::vector<Block> blocks;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("kind", node.kind);
    field("refusal", node.refusal_id);
    field("operands", node.operand_ids);
    field("written_names", node.written_name_ids);
    field("blocks", node.blocks);
  }
};

using StatementNode = std::variant<Assign, AugmentedAssign, If, LoopStatement, Break, Continue,
                                   Pass, ExpressionStatement, OpaqueStatement>;

struct Statement {
  StatementNode node;
  SourceRange range;

  template <class Field>
  static void describe(Field&& field, auto& statement) {
    field("node", statement.node);
    field("range", statement.range);
  }
};

}  // namespace autopar::loop_ir
