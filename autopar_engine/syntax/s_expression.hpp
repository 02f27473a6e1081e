#pragma once

#include <string>

#include "syntax/node.hpp"

namespace autopar::syntax {

// The tree below a node as one line, tokens left out, fields named:
// (module (for_statement left: (identifier) right: (identifier) body: (block ...))).
// Error nodes print as (ERROR ...), missing ones as (MISSING kind).
[[nodiscard]] std::string to_s_expression(const Node& node);

}  // namespace autopar::syntax
