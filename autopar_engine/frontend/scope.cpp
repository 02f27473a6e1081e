#include "frontend/scope.hpp"

#include <algorithm>
#include <optional>

#include "frontend/occurrence_collector.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::Context;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

Context context_of(Node node, const Scope* parent) {
  switch (node.kind()) {
    case NodeKind::ClassDefinition:
      return Context::Class;
    case NodeKind::Lambda:
      return Context::Lambda;
    case NodeKind::FunctionDefinition:
      return parent != nullptr && parent->context == Context::Class ? Context::Method
                                                                    : Context::Func;
    default:
      return Context::Top;
  }
}

std::string dotted_name_of(Node node, const Scope* parent) {
  if (parent == nullptr) {
    return "";
  }
  const auto name = node.child(Field::Name);
  const std::string own = name ? std::string(name->text()) : "<lambda>";
  return parent->dotted_name.empty() ? own : parent->dotted_name + "." + own;
}

// The name in a parameter, whatever its form.
void add_parameter(Node parameter, std::vector<std::string>& names) {
  switch (parameter.kind()) {
    case NodeKind::Identifier:
      names.emplace_back(parameter.text());
      return;
    case NodeKind::DefaultParameter:
    case NodeKind::TypedDefaultParameter:
      add_parameter(*parameter.child(Field::Name), names);
      return;
    case NodeKind::TypedParameter:
      add_parameter(parameter.named_children().front(), names);
      return;
    case NodeKind::ListSplatPattern:
    case NodeKind::DictionarySplatPattern:
    case NodeKind::TuplePattern:
      for (const Node& child : parameter.each_named_child()) {
        add_parameter(child, names);
      }
      return;
    default:
      return;
  }
}

// What the name is imported as, if the scope does nothing else with it and imports one thing; else
// nothing.
std::optional<std::string_view> only_import(const OccurrencesOfName& occurrences) {
  const std::string* imported = nullptr;
  for (const Occurrence& occurrence : occurrences) {
    if (occurrence.role == OccurrenceRole::Read || occurrence.is_nested) {
      continue;
    }
    if (occurrence.role != OccurrenceRole::Import ||
        (imported != nullptr && *imported != occurrence.imported_as())) {
      return std::nullopt;
    }
    imported = &occurrence.imported_as();
  }
  return imported == nullptr ? std::nullopt : std::optional<std::string_view>(*imported);
}

// The scope's own text writes the name, and no declaration makes it that of another scope.
bool are_binding(const OccurrencesOfName& occurrences) {
  bool writes = false;
  for (const Occurrence& occurrence : occurrences) {
    if (occurrence.role == OccurrenceRole::Declare && !occurrence.is_nested) {
      return false;
    }
    writes = writes || (occurrence.is_write() && !occurrence.is_nested);
  }
  return writes;
}

// A class's names are invisible in the functions that it holds.
bool is_visible(const Scope& owner, const Scope& from) {
  return &owner == &from || owner.context != Context::Class;
}

Resolution resolve_in_facts(std::string_view name, const ModuleFacts& facts) {
  if (const std::string_view imported = facts.import_of(name); !imported.empty()) {
    return {Resolution::Kind::Imported, nullptr, imported};
  }
  const bool is_bound = facts.definitions.contains(name);
  return {is_bound ? Resolution::Kind::Bound : Resolution::Kind::Unbound, nullptr, ""};
}

}  // namespace

bool Scope::has_parameter(std::string_view name) const {
  return std::find(parameters.begin(), parameters.end(), name) != parameters.end();
}

bool Scope::binds(std::string_view name) const {
  return has_parameter(name) || are_binding(find(name));
}

const Scope& Scope::module() const {
  const Scope* module = this;
  while (module->parent != nullptr) {
    module = module->parent;
  }
  return *module;
}

std::vector<std::string> parameters_of(Node node) {
  std::vector<std::string> names;
  if (const auto parameters = node.child(Field::Parameters)) {
    for (const Node& parameter : parameters->each_named_child()) {
      add_parameter(parameter, names);
    }
  }
  return names;
}

Scope make_scope(Node node, const Scope* parent, const ModuleFacts& facts, Reads reads,
                 Definitions definitions) {
  Scope scope;
  scope.context = context_of(node, parent);
  scope.dotted_name = dotted_name_of(node, parent);
  scope.parent = parent;
  scope.parameters = parameters_of(node);
  collect_occurrences(node, facts, reads, definitions, scope);
  return scope;
}

Resolution resolve_name(std::string_view name, const Scope& scope, const ModuleFacts& facts) {
  for (const Scope* owner = &scope; owner != nullptr; owner = owner->parent) {
    if (!is_visible(*owner, scope)) {
      continue;
    }
    if (owner->has_parameter(name)) {
      return {Resolution::Kind::Bound, owner, ""};
    }
    const OccurrencesOfName occurrences = owner->find(name);
    if (are_binding(occurrences)) {
      const auto imported = only_import(occurrences);
      return imported ? Resolution{Resolution::Kind::Imported, owner, *imported}
                      : Resolution{Resolution::Kind::Bound, owner, ""};
    }
  }
  return resolve_in_facts(name, facts);
}

}  // namespace autopar::frontend
