#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "autopar/named_enum.hpp"
#include "autopar/source.hpp"
#include "loop_ir/ids.hpp"

namespace autopar::loop_ir {

AUTOPAR_NAMED_ENUM(UnaryOperator, Negate, Plus, Invert, Not);
AUTOPAR_NAMED_ENUM(BinaryOperator, Add, Subtract, Multiply, TrueDivide, FloorDivide, Modulo, Power,
                   MatrixMultiply, LeftShift, RightShift, BitAnd, BitOr, BitXor);
AUTOPAR_NAMED_ENUM(ComparisonOperator, Less, LessEqual, Greater, GreaterEqual, Equal, NotEqual, Is,
                   IsNot, In, NotIn);
AUTOPAR_NAMED_ENUM(BooleanOperator, And, Or);
AUTOPAR_NAMED_ENUM(DisplayKind, Tuple, List, Set, Dict);
// GeneratorOfCalls: a generator in the header of a nest, which makes calls in between iterations.
AUTOPAR_NAMED_ENUM(OpaqueExpressionKind, Lambda, Await, Yield, NamedExpression, FormattedString,
                   Starred, Backquote, Damaged, TooDeep, GeneratorOfCalls, Other);

struct IntegerLiteral {
  std::int64_t value = 0;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("value", node.value);
  }
};

// An integer literal outside int64, as decimal digits.
struct BigIntegerLiteral {
  std::string digits;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("digits", node.digits);
  }
};

struct FloatLiteral {
  double value = 0;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("value", node.value);
  }
};

struct ImaginaryLiteral {
  double value = 0;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("value", node.value);
  }
};

struct BooleanLiteral {
  bool value = false;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("value", node.value);
  }
};

struct NoneLiteral {
  template <class Field>
  static void describe(Field&&, auto&) {}
};

struct EllipsisLiteral {
  template <class Field>
  static void describe(Field&&, auto&) {}
};

// The text as written, with its quotes and prefix; adjacent literals are one.
struct StringLiteral {
  std::string text;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("text", node.text);
  }
};

struct NameRead {
  NameId name_id;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("name", node.name_id);
  }
};

// object.attribute
struct Attribute {
  ExpressionId object_id;
  std::string attribute;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("object", node.object_id);
    field("attribute", node.attribute);
  }
};

// base[index, ...]: one entry per element of a tuple index. Slices are Slice expressions.
struct Subscript {
  ExpressionId base_id;
  std::vector<ExpressionId> index_ids;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("base", node.base_id);
    field("indices", node.index_ids);
  }
};

// lower:upper:step; parts that are not written are not valid ids.
struct Slice {
  ExpressionId lower_id;
  ExpressionId upper_id;
  ExpressionId step_id;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("lower", node.lower_id);
    field("upper", node.upper_id);
    field("step", node.step_id);
  }
};

struct Unary {
  UnaryOperator op = UnaryOperator::Negate;
  ExpressionId operand_id;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("op", node.op);
    field("operand", node.operand_id);
  }
};

struct Binary {
  BinaryOperator op = BinaryOperator::Add;
  ExpressionId left_id;
  ExpressionId right_id;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("op", node.op);
    field("left", node.left_id);
    field("right", node.right_id);
  }
};

// first op operand op operand ...: Python's chained comparison, each operand evaluated once.
struct Comparison {
  ExpressionId first_id;
  std::vector<std::pair<ComparisonOperator, ExpressionId>> rest;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("first", node.first_id);
    field("rest", node.rest);
  }
};

// Two or more operands, evaluated left to right until one decides.
struct BooleanOperation {
  BooleanOperator op = BooleanOperator::And;
  std::vector<ExpressionId> operand_ids;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("op", node.op);
    field("operands", node.operand_ids);
  }
};

// when_true if test else when_false
struct Conditional {
  ExpressionId test_id;
  ExpressionId when_true_id;
  ExpressionId when_false_id;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("test", node.test_id);
    field("when_true", node.when_true_id);
    field("when_false", node.when_false_id);
  }
};

// keyword is empty for a positional argument; stars is 0, 1 (*x) or 2 (**x).
struct Argument {
  std::string keyword;
  ExpressionId value_id;
  std::uint8_t stars = 0;

  template <class Field>
  static void describe(Field&& field, auto& argument) {
    field("keyword", argument.keyword);
    field("value", argument.value_id);
    field("stars", argument.stars);
  }
};

// resolved is the dotted name of the callee after import aliases ("numpy.zeros", "range"), a name
// with a leading dot (".append") for a method of what is no module, "def f" for a function f of the
// text that is looked into (kHelperPrefix and its kin); empty when the callee is some other
// expression.
struct Call {
  ExpressionId callee_id;
  std::vector<Argument> arguments;
  std::string resolved;
  // What a function of the text computes, with the arguments put in; not valid for other calls. It
  // is no operand: the call stays what it is, and its elements are read through this.
  ExpressionId inlined_id;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("callee", node.callee_id);
    field("arguments", node.arguments);
    field("resolved", node.resolved);
    field("inlined", node.inlined_id);
  }
};

// For dicts keys and values alternate.
struct Display {
  DisplayKind kind = DisplayKind::Tuple;
  std::vector<ExpressionId> element_ids;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("kind", node.kind);
    field("elements", node.element_ids);
  }
};

// The first clause's loop; the others nest inside it, and the innermost body evaluates the element
// (for dicts key, value). Filters are If statements in the clauses' bodies.
struct Comprehension {
  LoopId loop_id;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("loop", node.loop_id);
  }
};

// An expression that the region language does not hold. What it evaluates stays visible.
struct OpaqueExpression {
  OpaqueExpressionKind kind = OpaqueExpressionKind::Other;
  RefusalId refusal_id;
  std::vector<ExpressionId> operand_ids;
  std::vector<NameId> written_name_ids;

  template <class Field>
  static void describe(Field&& field, auto& node) {
    field("kind", node.kind);
    field("refusal", node.refusal_id);
    field("operands", node.operand_ids);
    field("written_names", node.written_name_ids);
  }
};

using ExpressionNode =
    std::variant<IntegerLiteral, BigIntegerLiteral, FloatLiteral, ImaginaryLiteral, BooleanLiteral,
                 NoneLiteral, EllipsisLiteral, StringLiteral, NameRead, Attribute, Subscript, Slice,
                 Unary, Binary, Comparison, BooleanOperation, Conditional, Call, Display,
                 Comprehension, OpaqueExpression>;

struct Expression {
  ExpressionNode node;
  SourceRange range;

  template <class Field>
  static void describe(Field&& field, auto& expression) {
    field("node", expression.node);
    field("range", expression.range);
  }
};

}  // namespace autopar::loop_ir
