#pragma once

#include <functional>

#include "frontend/nest_builder.hpp"

// Loops of every kind: what for and while statements and comprehension clauses share.
namespace autopar::frontend {

// A loop inside the current one, with kind, range, parent and depth.
loop_ir::LoopId add_loop(NestBuilder& builder, loop_ir::LoopKind kind, SourceRange range);

// Lowers what is evaluated once, before the loop. For the nest's outermost loop that lies outside
// of the nest.
loop_ir::ExpressionId lower_header(NestBuilder& builder, loop_ir::LoopId loop_id,
                                   const std::function<loop_ir::ExpressionId()>& lower);

// for and while statements.
loop_ir::LoopId lower_loop_statement(NestBuilder& builder, syntax::Node node);
// A comprehension or generator expression; the loop of its first clause.
loop_ir::LoopId lower_comprehension_loop(NestBuilder& builder, syntax::Node node);

// A for or while statement.
[[nodiscard]] bool is_loop_statement(syntax::Node node);
// A comprehension of any kind, or a generator expression.
[[nodiscard]] bool is_comprehension(syntax::Node node);

}  // namespace autopar::frontend
