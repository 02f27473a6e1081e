#pragma once

#include "frontend/module_facts.hpp"
#include "frontend/scope.hpp"
#include "syntax/node.hpp"

namespace autopar::frontend {

// Fills the occurrences of a scope from the text of its node. Errs towards more reads: the names
// of comprehension targets and lambda parameters count as reads of the scope's names.
void collect_occurrences(syntax::Node scope_node, const ModuleFacts& facts, Reads reads,
                         Definitions definitions, Scope& scope);

}  // namespace autopar::frontend
