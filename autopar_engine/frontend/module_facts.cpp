#include "frontend/module_facts.hpp"

#include <algorithm>

#include "frontend/identifiers.hpp"
#include "frontend/imports.hpp"
#include "frontend/scope.hpp"

namespace autopar::frontend {
namespace {

using syntax::Node;
using syntax::NodeKind;

// A write under a condition may not have happened: it only hints at the kind.
Definition certain_part(const Occurrence& occurrence, std::uint32_t module_end_bytes) {
  Definition definition = occurrence.definition;
  if (occurrence.block_end_bytes != module_end_bytes) {
    definition.is_fresh = false;
    definition.constant.reset();
  }
  return definition;
}

void apply(const std::string& name, const Occurrence& occurrence, std::uint32_t module_end_bytes,
           ModuleFacts& facts) {
  if (occurrence.is_nested && occurrence.role == OccurrenceRole::Declare) {
    facts.rebound_by_functions.insert(name);
  }
  if (occurrence.is_nested || !occurrence.is_write()) {
    return;
  }
  if (occurrence.role == OccurrenceRole::Import) {
    facts.imports[name] = occurrence.imported_as;
    facts.definitions.erase(name);
    return;
  }
  facts.imports.erase(name);
  if (occurrence.role == OccurrenceRole::Bind) {
    facts.definitions[name] = certain_part(occurrence, module_end_bytes);
  } else {
    facts.definitions[name].constant.reset();
    facts.definitions[name].element_type.clear();
  }
}

// Star imports stand at the top level in all but contrived texts.
void add_star_imports(Node root, ModuleFacts& facts) {
  for (const Node& statement : root.named_children()) {
    if (is_import(statement)) {
      if (std::string module = star_import_of(statement); !module.empty()) {
        facts.star_imports.insert(std::move(module));
      }
    }
  }
}

}  // namespace

std::string_view ModuleFacts::import_of(std::string_view local_name) const {
  const auto found = imports.find(local_name);
  return found == imports.end() ? std::string_view() : std::string_view(found->second);
}

void add_facts(const syntax::SyntaxTree& tree, ModuleFacts& facts) {
  if (!has_plain_names(tree.root())) {
    facts.imports.clear();
    facts.definitions.clear();
  }
  const Scope module = make_scope(tree.root(), nullptr, facts);
  const std::uint32_t module_end_bytes = tree.root().range().end.offset_bytes;
  for (const auto& [name, occurrences] : module.occurrences) {
    for (const Occurrence& occurrence : occurrences) {
      apply(name, occurrence, module_end_bytes, facts);
    }
  }
  add_star_imports(tree.root(), facts);
}

}  // namespace autopar::frontend
