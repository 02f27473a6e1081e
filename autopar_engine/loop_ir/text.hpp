#pragma once

#include <string>
#include <string_view>

#include "autopar/result.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::loop_ir {

// The whole nest as text, one node a line, every field named: read_nest(print_nest(nest)) gives a
// nest that prints the same. Floats are written in hexadecimal, so nothing is rounded.
[[nodiscard]] std::string print_nest(const LoopNest& nest);

// The inverse of print_nest. The error names the line and what was expected there. The nest is not
// verified (verify.hpp).
[[nodiscard]] Result<LoopNest> read_nest(std::string_view text);

// An expression in Python's syntax, with parentheses wherever precedence needs them; opaque parts
// appear as "...".
[[nodiscard]] std::string print_expression(const LoopNest& nest, ExpressionId expression_id);

// "2*i - j + 3*n + 1", with the index names of the loops ("loop2" where the index has none).
[[nodiscard]] std::string print_affine(const LoopNest& nest, const AffineForm& form);

// "n", "len(a)" or "a.shape[1]".
[[nodiscard]] std::string print_symbol(const LoopNest& nest, SymbolId symbol_id);

}  // namespace autopar::loop_ir
