#pragma once

#include "frontend/nest_builder.hpp"

// Lowering of expressions: one function per construct, one source file per group of them. All
// take the tree's own precedence and keep the order of evaluation.
namespace autopar::frontend {

// Any expression; never fails. What the region language does not hold becomes opaque.
loop_ir::ExpressionId lower_expression(NestBuilder& builder, syntax::Node node);
// The named children, in order.
std::vector<loop_ir::ExpressionId> lower_children(NestBuilder& builder, syntax::Node node);

// What stands inside of the parentheses around an expression or a target, if there are any.
[[nodiscard]] syntax::Node without_parentheses(syntax::Node node);

// A place that is stored to: a name, an attribute, a subscript, or a display of such.
loop_ir::ExpressionId lower_target(NestBuilder& builder, syntax::Node node);

// names.cpp, attributes_and_subscripts.cpp
loop_ir::ExpressionId lower_name(NestBuilder& builder, syntax::Node node);
loop_ir::ExpressionId lower_attribute(NestBuilder& builder, syntax::Node node);
loop_ir::ExpressionId lower_subscript(NestBuilder& builder, syntax::Node node);
loop_ir::ExpressionId lower_slice(NestBuilder& builder, syntax::Node node);

// constants.cpp
loop_ir::ExpressionId lower_number(NestBuilder& builder, syntax::Node node);
loop_ir::ExpressionId lower_string(NestBuilder& builder, syntax::Node node);
// The part of an interpolation that says how its value is written: `!r`, `:>{width}`.
[[nodiscard]] bool is_format(syntax::Node part);

// operators.cpp
loop_ir::ExpressionId lower_unary(NestBuilder& builder, syntax::Node node);
loop_ir::ExpressionId lower_not(NestBuilder& builder, syntax::Node node);
loop_ir::ExpressionId lower_binary(NestBuilder& builder, syntax::Node node);
loop_ir::ExpressionId lower_boolean(NestBuilder& builder, syntax::Node node);
loop_ir::ExpressionId lower_comparison(NestBuilder& builder, syntax::Node node);
loop_ir::ExpressionId lower_conditional(NestBuilder& builder, syntax::Node node);
// The operator of a token such as "+" or "+="; nothing for one that is not in the language.
std::optional<loop_ir::BinaryOperator> binary_operator_of(std::string_view token);

// calls.cpp
loop_ir::ExpressionId lower_call(NestBuilder& builder, syntax::Node node);
// The name of a callee, as in loop_ir::Call.
std::string resolve_callee(const NestBuilder& builder, syntax::Node callee);

// displays.cpp: tuples, lists, sets, dicts
loop_ir::ExpressionId lower_display(NestBuilder& builder, syntax::Node node);

// comprehensions.cpp
loop_ir::ExpressionId lower_comprehension(NestBuilder& builder, syntax::Node node);

// opaque_expressions.cpp
loop_ir::ExpressionId lower_lambda(NestBuilder& builder, syntax::Node node);
loop_ir::ExpressionId lower_named_expression(NestBuilder& builder, syntax::Node node);
// An opaque node whose operands are the named children.
loop_ir::ExpressionId lower_opaque(NestBuilder& builder, syntax::Node node,
                                   loop_ir::OpaqueExpressionKind kind, RefusalKind refusal);
// An opaque node that mentions the names below the node and no more: for what is too deep or
// damaged. Does not recurse.
loop_ir::ExpressionId lower_names_only(NestBuilder& builder, syntax::Node node,
                                       loop_ir::OpaqueExpressionKind kind, RefusalKind refusal);
// Reads of the names that a function, lambda or class takes from around it.
std::vector<loop_ir::ExpressionId> lower_free_names(NestBuilder& builder, syntax::Node node);

}  // namespace autopar::frontend
