#pragma once

#include <string>
#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::frontend {

// The structure of an expression with every pair of parentheses written, strings without content
// and "?" for what is opaque: (+ a (* b (neg c))). dump_ast.py prints the same of CPython's ast.
std::string structure_of(const loop_ir::LoopNest& nest, loop_ir::ExpressionId expression_id);

// "line column structure" for each assignment, expression statement and test of a branch or while,
// comprehensions left out.
std::vector<std::string> statement_structures(const loop_ir::LoopNest& nest);

}  // namespace autopar::frontend
