#include "frontend/module_scope.hpp"

#include "frontend/helpers.hpp"
#include "frontend/identifiers.hpp"

namespace autopar::frontend {

ModuleScope read_module(const syntax::SyntaxTree& tree, const ModuleFacts& facts, Reads reads) {
  ModuleScope module;
  module.has_plain_names = has_plain_names(tree.root());
  module.scope = make_scope(tree.root(), nullptr, facts, reads);
  if (module.has_plain_names) {
    module.helpers = find_helpers(tree.root(), module.scope, facts);
  }
  return module;
}

}  // namespace autopar::frontend
