#include "frontend/module_facts.hpp"

#include <algorithm>

#include "frontend/definition.hpp"
#include "frontend/helpers.hpp"
#include "frontend/identifiers.hpp"
#include "frontend/imports.hpp"
#include "frontend/scope.hpp"

namespace autopar::frontend {
namespace {

using syntax::Node;
using syntax::NodeKind;

// A write under a condition may not have happened: what was there before is as good.
Definition certain_part(const std::string& name, const Occurrence& occurrence,
                        std::uint32_t module_end_bytes, const ModuleFacts& facts) {
  if (occurrence.block_end_bytes == module_end_bytes) {
    return occurrence.definition();
  }
  const auto before = facts.definitions.find(name);
  return common_part(occurrence.definition(),
                     before != facts.definitions.end() ? before->second : occurrence.definition());
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
    facts.definitions[name] = certain_part(name, occurrence, module_end_bytes, facts);
  } else {
    facts.definitions[name].constant.reset();
    facts.definitions[name].element_type.clear();
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
  const bool has_plain = has_plain_names(tree.root());
  if (!has_plain) {
    facts.imports.clear();
    facts.definitions.clear();
    facts.helpers.clear();
  }
  const Scope module = make_scope(tree.root(), nullptr, facts, Reads::Dropped);
  Helpers helpers;
  if (has_plain) {
    helpers = find_helpers(tree.root(), module, facts);
  }
  const std::uint32_t module_end_bytes = tree.root().range().end.offset_bytes;
  for (const std::string& name : module.occurrences.names()) {
    for (const Occurrence& occurrence : module.find(name)) {
      apply(name, occurrence, module_end_bytes, facts);
    }
  }
  add_star_imports(tree.root(), facts);
  if (has_plain) {
    drop_helpers(tree.root(), module, facts);
    facts.helpers.merge(helpers);
  }
}

}  // namespace autopar::frontend
