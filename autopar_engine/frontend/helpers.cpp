#include "frontend/helpers.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "frontend/helper_body.hpp"
#include "frontend/imports.hpp"

namespace autopar::frontend {
namespace {

using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

bool is_number(loop_ir::BaseKind kind) {
  return kind == loop_ir::BaseKind::Integer || kind == loop_ir::BaseKind::Float;
}

// Writes, imports and declarations of the name anywhere in the text.
std::vector<const Occurrence*> bindings_of(const Scope& module, std::string_view name) {
  std::vector<const Occurrence*> found;
  for (const Occurrence& occurrence : module.find(name)) {
    if (occurrence.role != OccurrenceRole::Read) {
      found.push_back(&occurrence);
    }
  }
  return found;
}

bool is_only_read(const Scope& module, std::string_view name) {
  return std::ranges::all_of(module.find(name), [](const Occurrence& occurrence) {
    return occurrence.role == OccurrenceRole::Read;
  });
}

// The text binds nothing anew of what a helper of an earlier cell is.
bool is_untouched_by(const Scope& module, const std::string& name, const Helper& helper) {
  return is_only_read(module, name) &&
         std::ranges::all_of(helper.relied,
                             [&](const std::string& each) { return is_only_read(module, each); });
}

// What no helper's body has (helper_body.cpp), whatever its names mean.
bool is_foreign(Node statement) {
  switch (statement.kind()) {
    case NodeKind::AssertStatement:
    case NodeKind::ClassDefinition:
    case NodeKind::FunctionDefinition:
    case NodeKind::GlobalStatement:
    case NodeKind::ImportFromStatement:
    case NodeKind::ImportStatement:
    case NodeKind::RaiseStatement:
    case NodeKind::TryStatement:
    case NodeKind::WithStatement:
      return true;
    default:
      return false;
  }
}

bool has_foreign_statements(Node function) {
  const auto body = function.child(Field::Body);
  return body && body->is(NodeKind::Block) &&
         std::ranges::any_of(body->each_named_child(), is_foreign);
}

// The functions of one text.
class Module {
 public:
  Module(Node root, const Scope& scope, const ModuleFacts& facts) : scope_(scope), facts_(facts) {
    for (const Node& statement : root.each_named_child()) {
      const auto name =
          statement.is(NodeKind::FunctionDefinition) ? statement.child(Field::Name) : std::nullopt;
      if (name && is_bound_by(*name)) {
        functions_.emplace(name->text(), statement);
      }
    }
  }

  Helpers run() {
    for (const auto& [name, function] : functions_) {
      find_helper(name);
    }
    return std::move(helpers_);
  }

 private:
  // The helper of that name; null where it is none.
  const Helper* find_helper(const std::string& name) {
    const auto known = helpers_.find(name);
    if (known != helpers_.end()) {
      return &known->second;
    }
    const auto function = functions_.find(name);
    if (function == functions_.end()) {
      const auto earlier = facts_.helpers.find(name);
      return earlier != facts_.helpers.end() && is_untouched_by(scope_, name, earlier->second)
                 ? &earlier->second
                 : nullptr;
    }
    return visited_.insert(name).second ? check(name, function->second) : nullptr;
  }

  const Helper* check(const std::string& name, Node function) {
    if (function.has_error() || has_foreign_statements(function)) {
      return nullptr;
    }
    const Scope inner = make_scope(function, &scope_, facts_, Reads::Dropped, Definitions::Dropped);
    if (inner.reads_unknown_names) {
      return nullptr;
    }
    const ModuleNames names{facts_, [this](const std::string& each) { return find_helper(each); },
                            [this](const std::string& each) { return is_constant(each); }};
    auto found = check_helper_body(function, inner, names);
    return found ? &helpers_.emplace(name, *std::move(found)).first->second : nullptr;
  }

  // A number that is bound once, in this text or in an earlier cell.
  bool is_constant(const std::string& name) const {
    const auto bindings = bindings_of(scope_, name);
    if (bindings.size() == 1) {
      return bindings.front()->role == OccurrenceRole::Bind && !bindings.front()->is_nested &&
             is_number(bindings.front()->definition().kind);
    }
    const auto found = facts_.definitions.find(name);
    return bindings.empty() && found != facts_.definitions.end() && is_number(found->second.kind) &&
           !facts_.rebound_by_functions.contains(name);
  }

  // The def is the only thing that binds the name.
  bool is_bound_by(Node name) const {
    const auto bindings = bindings_of(scope_, name.text());
    return bindings.size() == 1 && !bindings.front()->is_nested &&
           bindings.front()->offset_bytes == name.range().begin.offset_bytes;
  }

  const Scope& scope_;
  const ModuleFacts& facts_;
  std::map<std::string, Node, std::less<>> functions_;
  std::set<std::string, std::less<>> visited_;
  Helpers helpers_;
};

}  // namespace

Helpers find_helpers(Node root, const Scope& module, const ModuleFacts& facts) {
  if (has_star_import(root) || module.reads_unknown_names) {
    return {};
  }
  return Module(root, module, facts).run();
}

Helpers visible_helpers(Node root, const Scope& module, const ModuleFacts& facts,
                        const Helpers& own) {
  if (has_star_import(root) || module.reads_unknown_names) {
    return {};
  }
  Helpers visible = own;
  for (const auto& [name, helper] : facts.helpers) {
    if (is_untouched_by(module, name, helper)) {
      visible.emplace(name, helper);
    }
  }
  return visible;
}

const Helper* find_helper(std::string_view name, const Scope& scope, std::uint32_t offset_bytes,
                          const ModuleFacts& facts) {
  const Scope* module = &scope.module();
  const auto found = module->helpers.find(name);
  if (found == module->helpers.end()) {
    return nullptr;
  }
  const Resolution resolution = resolve_name(name, scope, facts);
  const bool is_of_module = resolution.owner == nullptr || resolution.owner == module;
  if (resolution.kind != Resolution::Kind::Bound || !is_of_module) {
    return nullptr;
  }
  const auto bindings = bindings_of(*module, name);
  const bool is_defined =
      bindings.empty() || module != &scope || bindings.front()->offset_bytes < offset_bytes;
  return is_defined ? &found->second : nullptr;
}

bool has_star_import(Node root) {
  return std::ranges::any_of(root.each_named_child(), [](Node statement) {
    return is_import(statement) && !star_import_of(statement).empty();
  });
}

}  // namespace autopar::frontend
