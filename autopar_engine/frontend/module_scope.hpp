#pragma once

#include <vector>

#include "frontend/lower.hpp"
#include "frontend/module_facts.hpp"
#include "frontend/scope.hpp"
#include "loop_ir/loop_nest.hpp"
#include "syntax/syntax_tree.hpp"

namespace autopar::frontend {

// A text read as a module. Who lowers the loops of a text and adds to its facts too reads it once
// for both. Valid as long as the tree.
struct ModuleScope {
  Scope scope;
  // The functions of this text that helpers.hpp describes.
  Helpers helpers;
  // As in identifiers.hpp; there are no helpers without.
  bool has_plain_names = false;
};

// facts: of the texts before. Reads may be dropped where no loops are to be lowered.
[[nodiscard]] ModuleScope read_module(const syntax::SyntaxTree& tree, const ModuleFacts& facts,
                                      Reads reads);

// lower_loops of lower.hpp, with the module read by the facts of the context. Completes its scope.
[[nodiscard]] std::vector<loop_ir::LoopNest> lower_loops(const syntax::SyntaxTree& tree,
                                                         ModuleScope& module,
                                                         const LoweringContext& context);

// add_facts of module_facts.hpp, with the module read by these facts.
void add_facts(const syntax::SyntaxTree& tree, ModuleScope module, ModuleFacts& facts);

}  // namespace autopar::frontend
