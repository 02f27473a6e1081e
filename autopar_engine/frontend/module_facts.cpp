#include "frontend/module_facts.hpp"

#include <algorithm>

#include "frontend/definition.hpp"
#include "frontend/helpers.hpp"
#include "frontend/imports.hpp"
#include "frontend/module_scope.hpp"

namespace autopar::frontend {
namespace {

using syntax::Node;
using syntax::NodeKind;

// A write under a condition may not have happened: what was there before is as good.
void bind(const std::string& name, const Occurrence& occurrence, std::uint32_t module_end_bytes,
          ModuleFacts& facts) {
  const auto [entry, is_new] = facts.definitions.try_emplace(name);
  Definition& known = entry->second;
  known = occurrence.block_end_bytes == module_end_bytes
              ? occurrence.definition()
              : common_part(occurrence.definition(), is_new ? occurrence.definition() : known);
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
    facts.imports[name] = occurrence.imported_as();
    facts.definitions.erase(name);
    return;
  }
  facts.imports.erase(name);
  if (occurrence.role == OccurrenceRole::Bind) {
    bind(name, occurrence, module_end_bytes, facts);
  } else {
    Definition& updated = facts.definitions[name];
    updated.constant.reset();
    updated.element_type.clear();
  }
}

// Star imports stand at the top level in all but contrived texts.
void add_star_imports(Node root, ModuleFacts& facts) {
  for (const Node& statement : root.each_named_child()) {
    if (is_import(statement)) {
      if (std::string module = star_import_of(statement); !module.empty()) {
        facts.star_imports.insert(std::move(module));
      }
    }
  }
}

// The text binds or declares the name somewhere.
bool is_bound(const Scope& module, std::string_view name) {
  return std::ranges::any_of(module.find(name), [](const Occurrence& occurrence) {
    return occurrence.role != OccurrenceRole::Read;
  });
}

// A helper is gone once its name or one that it relies on is bound anew.
void drop_helpers(Node root, const Scope& module, ModuleFacts& facts) {
  const bool binds_any_name = has_star_import(root) || module.reads_unknown_names;
  std::erase_if(facts.helpers, [&](const auto& helper) {
    return binds_any_name || is_bound(module, helper.first) ||
           std::ranges::any_of(helper.second.relied,
                               [&](const std::string& name) { return is_bound(module, name); });
  });
}

}  // namespace

std::string_view ModuleFacts::import_of(std::string_view local_name) const {
  const auto found = imports.find(local_name);
  return found == imports.end() ? std::string_view() : std::string_view(found->second);
}

void add_facts(const syntax::SyntaxTree& tree, ModuleFacts& facts) {
  add_facts(tree, read_module(tree, facts, Reads::Dropped), facts);
}

// A name that is not plain may be any that is known from before.
void add_facts(const syntax::SyntaxTree& tree, ModuleScope module, ModuleFacts& facts) {
  if (!module.has_plain_names) {
    facts.imports.clear();
    facts.definitions.clear();
    facts.helpers.clear();
    module = read_module(tree, facts, Reads::Dropped);
  }
  const std::uint32_t module_end_bytes = tree.root().range().end.offset_bytes;
  for (const std::string& name : module.scope.occurrences.names()) {
    for (const Occurrence& occurrence : module.scope.find(name)) {
      apply(name, occurrence, module_end_bytes, facts);
    }
  }
  add_star_imports(tree.root(), facts);
  drop_helpers(tree.root(), module.scope, facts);
  facts.helpers.merge(module.helpers);
}

}  // namespace autopar::frontend
