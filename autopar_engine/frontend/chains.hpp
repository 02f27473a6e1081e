#pragma once

#include <optional>
#include <string>
#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::frontend {

// The name at the root of a.b.c or a; nothing for other expressions.
[[nodiscard]] std::optional<loop_ir::NameId> chain_root(const loop_ir::LoopNest& nest,
                                                        loop_ir::ExpressionId expression_id);

// "self.grid" for a chain whose root the nest does not write, "a" for any name.
[[nodiscard]] std::optional<std::string> chain_text(const loop_ir::LoopNest& nest,
                                                    loop_ir::ExpressionId expression_id);

// a[i][j]: the expression below all subscripts, and their indices from left to right.
struct SubscriptChain {
  loop_ir::ExpressionId base_id;
  std::vector<loop_ir::ExpressionId> index_ids;
};

// Without an index if the expression is no subscript.
[[nodiscard]] SubscriptChain subscript_chain(const loop_ir::LoopNest& nest,
                                             loop_ir::ExpressionId expression_id);

// The node of an expression if it is of that type, else null, also for an id that is not valid. It
// moves when expressions are added to the nest.
template <class Node>
[[nodiscard]] const Node* find_node(const loop_ir::LoopNest& nest,
                                    loop_ir::ExpressionId expression_id) {
  return expression_id.is_valid() ? std::get_if<Node>(&nest.expressions[expression_id].node)
                                  : nullptr;
}

}  // namespace autopar::frontend
