#pragma once

#include "frontend/nest_builder.hpp"

// Lowering of statements: one function per construct, one source file per group of them. Each
// appends what the statement becomes and never fails.
namespace autopar::frontend {

// Any statement, at the end of the block; never fails. What the region language does not hold
// becomes opaque.
void lower_statement(NestBuilder& builder, syntax::Node node, loop_ir::Block& block);
// The statements of a block node.
loop_ir::Block lower_block(NestBuilder& builder, syntax::Node node);

// assignments.cpp
void lower_assignment(NestBuilder& builder, syntax::Node node, loop_ir::Block& block);
void lower_augmented_assignment(NestBuilder& builder, syntax::Node node, loop_ir::Block& block);

// branches.cpp
void lower_if(NestBuilder& builder, syntax::Node node, loop_ir::Block& block);
void lower_break(NestBuilder& builder, syntax::Node node, loop_ir::Block& block);
void lower_continue(NestBuilder& builder, syntax::Node node, loop_ir::Block& block);

// opaque_statements.cpp: everything that the region language does not hold
void lower_opaque_statement(NestBuilder& builder, syntax::Node node, loop_ir::Block& block);
// A statement that mentions the names below the node and no more. Does not recurse.
void lower_statement_names_only(NestBuilder& builder, syntax::Node node,
                                loop_ir::OpaqueStatementKind kind, RefusalKind refusal,
                                loop_ir::Block& block);

}  // namespace autopar::frontend
