#include "frontend/helpers.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "frontend/callees.hpp"
#include "frontend/definition.hpp"
#include "frontend/imports.hpp"

namespace autopar::frontend {
namespace {

using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

constexpr auto kReadersOfArguments = std::to_array<std::string_view>(
    {"all",          "any",         "complex",           "isinstance",
     "numpy.all",    "numpy.any",   "numpy.arange",      "numpy.argmax",
     "numpy.argmin", "numpy.array", "numpy.clip",        "numpy.cross",
     "numpy.dot",    "numpy.full",  "numpy.linalg.norm", "numpy.linspace",
     "numpy.max",    "numpy.mean",  "numpy.min",         "numpy.ones_like",
     "numpy.outer",  "numpy.prod",  "numpy.std",         "numpy.sum",
     "numpy.var",    "numpy.where", "numpy.zeros_like"});

bool only_reads(std::string_view resolved) {
  const CalleeClass callee = classify_callee(resolved);
  return callee == CalleeClass::Compiled || callee == CalleeClass::Planned ||
         std::ranges::find(kReadersOfArguments, resolved) != kReadersOfArguments.end();
}

// Calls that take the values of an argument one by one, and so use an iterator up. The extreme of
// two values looks at the values themselves.
bool takes_items(std::string_view resolved, std::size_t arguments) {
  static constexpr auto kTakers =
      std::to_array<std::string_view>({"all", "any", "enumerate", "math.fsum", "math.prod",
                                       "math.sumprod", "numpy.sum", "sum", "zip"});
  const bool is_extreme = resolved == "max" || resolved == "min";
  return std::ranges::find(kTakers, resolved) != kTakers.end() || (is_extreme && arguments < 2);
}

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

// Of a value: its objects are made by it.
bool makes_new_value(Node value) {
  switch (value.kind()) {
    case NodeKind::Integer:
    case NodeKind::Float:
    case NodeKind::BinaryOperator:
    case NodeKind::UnaryOperator:
      return true;
    case NodeKind::ParenthesizedExpression:
      return value.named_children().size() == 1 && makes_new_value(value.named_children().front());
    default:
      return false;
  }
}

class Module;

// Whether the body of one function only computes.
class BodyCheck {
 public:
  BodyCheck(Module& module, const Scope& scope) : module_(module), scope_(scope) {}

  bool holds(Node function) {
    const auto parameters = function.child(Field::Parameters);
    const auto body = function.child(Field::Body);
    return body && parameters && !function.has_token("async") && is_statement(*body) &&
           augments_own_values();
  }

  Helper found;

 private:
  bool are_statements(const std::vector<Node>& nodes) {
    return std::ranges::all_of(nodes, [&](Node node) { return is_statement(node); });
  }
  bool are_values(const std::vector<Node>& nodes) {
    return std::ranges::all_of(nodes, [&](Node node) { return is_value(node); });
  }
  bool is_value_of(Node node, Field field) {
    const auto child = node.child(field);
    return child && is_value(*child);
  }
  bool is_statement_of(Node node, Field field) {
    const auto child = node.child(field);
    return child && is_statement(*child);
  }

  bool is_statement(Node node);
  bool is_value(Node node);
  bool is_assignment(Node node);
  bool is_own_target(Node target);
  bool is_name(Node identifier);
  bool is_call(Node call);
  bool is_range(Node value) const;
  bool has_plain_arguments(Node call);
  bool augments_own_values() const;

  Module& module_;
  const Scope& scope_;
  std::set<std::string> augmented_;
  // Names that are bound to something that may exist already.
  std::set<std::string> shared_;
};

// The functions of one text.
class Module {
 public:
  Module(Node root, const Scope& scope, const ModuleFacts& facts) : scope_(scope), facts_(facts) {
    for (const Node& statement : root.named_children()) {
      const auto name = statement.child(Field::Name);
      if (statement.is(NodeKind::FunctionDefinition) && name && is_bound_by(*name)) {
        functions_.emplace(name->text(), statement);
      }
    }
  }

  std::map<std::string, Helper, std::less<>> run() {
    for (const auto& [name, function] : functions_) {
      is_helper(name);
    }
    return helpers_;
  }

  bool is_helper(const std::string& name) {
    if (helpers_.contains(name)) {
      return true;
    }
    const auto function = functions_.find(name);
    if (function == functions_.end()) {
      return bindings_of(scope_, name).empty() && facts_.helpers.contains(name);
    }
    if (!visited_.insert(name).second) {
      return false;
    }
    const Scope inner = make_scope(function->second, &scope_, facts_);
    BodyCheck check(*this, inner);
    if (inner.reads_unknown_names || function->second.has_error() ||
        !check.holds(function->second)) {
      return false;
    }
    helpers_[name] = check.found;
    return true;
  }

  // Of a function for which is_helper holds.
  bool iterates(const std::string& name) const {
    const auto own = helpers_.find(name);
    return own != helpers_.end() ? own->second.iterates : facts_.helpers.at(name).iterates;
  }

  // A number that is bound once, in this text or in an earlier cell.
  bool is_constant(const std::string& name) const {
    const auto bindings = bindings_of(scope_, name);
    if (bindings.size() == 1) {
      return bindings.front()->role == OccurrenceRole::Bind && !bindings.front()->is_nested &&
             is_number(bindings.front()->definition.kind);
    }
    const auto found = facts_.definitions.find(name);
    return bindings.empty() && found != facts_.definitions.end() && is_number(found->second.kind) &&
           !facts_.rebound_by_functions.contains(name);
  }

  const Scope& scope() const { return scope_; }
  const ModuleFacts& facts() const { return facts_; }

 private:
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
  std::map<std::string, Helper, std::less<>> helpers_;
};

bool BodyCheck::is_statement(Node node) {
  switch (node.kind()) {
    case NodeKind::Block:
    case NodeKind::ExpressionStatement:
      return are_statements(node.named_children());
    case NodeKind::Assignment:
      return is_assignment(node);
    case NodeKind::AugmentedAssignment: {
      const auto target = node.child(Field::Left);
      if (!target || !target->is(NodeKind::Identifier) || !scope_.binds(target->text())) {
        return false;
      }
      augmented_.emplace(target->text());
      return is_value_of(node, Field::Right);
    }
    case NodeKind::IfStatement:
    case NodeKind::ElifClause:
      return is_value_of(node, Field::Condition) && is_statement_of(node, Field::Consequence) &&
             std::ranges::all_of(node.children(Field::Alternative),
                                 [&](Node each) { return is_statement(each); });
    case NodeKind::ElseClause:
      return is_statement_of(node, Field::Body);
    case NodeKind::WhileStatement:
      return is_value_of(node, Field::Condition) && is_statement_of(node, Field::Body) &&
             !node.child(Field::Alternative);
    case NodeKind::ForStatement: {
      const auto target = node.child(Field::Left);
      const auto values = node.child(Field::Right);
      found.iterates = found.iterates || (values && !is_range(*values));
      return target && is_own_target(*target) && is_value_of(node, Field::Right) &&
             is_statement_of(node, Field::Body) && !node.child(Field::Alternative) &&
             !node.has_token("async");
    }
    case NodeKind::ReturnStatement:
      return are_values(node.named_children());
    case NodeKind::PassStatement:
    case NodeKind::BreakStatement:
    case NodeKind::ContinueStatement:
      return true;
    default:
      return is_value(node);
  }
}

bool BodyCheck::is_assignment(Node node) {
  const auto target = node.child(Field::Left);
  const auto value = node.child(Field::Right);
  if (!target || !value || value->is(NodeKind::Assignment)) {
    return false;
  }
  if (target->is(NodeKind::Identifier) && makes_new_value(*value)) {
    return scope_.binds(target->text()) && is_value(*value);
  }
  return is_own_target(*target) && is_value(*value);
}

// What it is bound to may be an argument, or a part of one.
bool BodyCheck::is_own_target(Node target) {
  if (target.is(NodeKind::Identifier)) {
    shared_.emplace(target.text());
    return scope_.binds(target.text());
  }
  found.iterates = true;
  const auto parts = target.named_children();
  const bool is_list = target.is(NodeKind::PatternList) || target.is(NodeKind::TuplePattern);
  return is_list && std::ranges::all_of(parts, [&](Node part) { return is_own_target(part); });
}

bool BodyCheck::augments_own_values() const {
  return std::ranges::none_of(augmented_, [&](const std::string& name) {
    return shared_.contains(name) || scope_.has_parameter(name);
  });
}

bool BodyCheck::is_value(Node node) {
  switch (node.kind()) {
    case NodeKind::Integer:
    case NodeKind::Float:
    case NodeKind::True:
    case NodeKind::False:
    case NodeKind::None:
      return true;
    case NodeKind::String:
      return std::ranges::none_of(node.named_children(),
                                  [](Node part) { return part.is(NodeKind::Interpolation); });
    case NodeKind::Identifier:
      return is_name(node);
    case NodeKind::Attribute:
      return is_value_of(node, Field::Object);
    case NodeKind::Call:
      return is_call(node);
    case NodeKind::BinaryOperator:
    case NodeKind::UnaryOperator:
    case NodeKind::BooleanOperator:
    case NodeKind::NotOperator:
    case NodeKind::ConditionalExpression:
    case NodeKind::ParenthesizedExpression:
    case NodeKind::ExpressionList:
    case NodeKind::Tuple:
    case NodeKind::List:
    case NodeKind::Subscript:
    case NodeKind::Slice:
      return are_values(node.named_children());
    case NodeKind::ComparisonOperator:
      found.iterates = found.iterates || node.has_token("in") || node.has_token("not in");
      return are_values(node.named_children());
    default:
      return false;
  }
}

// A name of its own, an imported module, or a number of the module.
bool BodyCheck::is_name(Node identifier) {
  const std::string name(identifier.text());
  const Resolution resolution = resolve_name(name, scope_, module_.facts());
  if (resolution.owner == &scope_) {
    return resolution.kind == Resolution::Kind::Bound;
  }
  found.relied.insert(name);
  return resolution.kind == Resolution::Kind::Imported || module_.is_constant(name);
}

bool BodyCheck::is_call(Node call) {
  const auto callee = call.child(Field::Function);
  if (!callee || !has_plain_arguments(call)) {
    return false;
  }
  const auto look_up = [&](std::string_view name) {
    return resolve_name(name, scope_, module_.facts());
  };
  const std::string resolved = dotted_callee(*callee, look_up);
  const std::string_view root = callee->text().substr(0, callee->text().find('.'));
  found.relied.emplace(root);
  if (!resolved.empty()) {
    const std::size_t arguments = call.child(Field::Arguments)->named_children().size();
    found.iterates = found.iterates || takes_items(resolved, arguments);
    return only_reads(resolved);
  }
  const bool is_helper = callee->is(NodeKind::Identifier) && !scope_.binds(root) &&
                         module_.is_helper(std::string(root));
  found.iterates = found.iterates || (is_helper && module_.iterates(std::string(root)));
  return is_helper;
}

bool BodyCheck::is_range(Node value) const {
  const auto callee = value.is(NodeKind::Call) ? value.child(Field::Function) : std::nullopt;
  const auto look_up = [&](std::string_view name) {
    return resolve_name(name, scope_, module_.facts());
  };
  return callee && dotted_callee(*callee, look_up) == "range";
}

bool BodyCheck::has_plain_arguments(Node call) {
  const auto arguments = call.child(Field::Arguments);
  if (!arguments || !arguments->is(NodeKind::ArgumentList)) {
    return false;
  }
  return std::ranges::all_of(arguments->named_children(), [&](Node argument) {
    if (!argument.is(NodeKind::KeywordArgument)) {
      return is_value(argument);
    }
    const auto name = argument.child(Field::Name);
    return name && (name->text() == "axis" || name->text() == "dtype") &&
           is_value_of(argument, Field::Value);
  });
}

}  // namespace

std::map<std::string, Helper, std::less<>> find_helpers(Node root, const Scope& module,
                                                        const ModuleFacts& facts) {
  if (has_star_import(root) || module.reads_unknown_names) {
    return {};
  }
  return Module(root, module, facts).run();
}

std::map<std::string, bool, std::less<>> visible_helpers(Node root, const Scope& module,
                                                         const ModuleFacts& facts) {
  std::map<std::string, bool, std::less<>> names;
  if (has_star_import(root) || module.reads_unknown_names) {
    return names;
  }
  for (const auto& [name, helper] : find_helpers(root, module, facts)) {
    names.emplace(name, helper.iterates);
  }
  for (const auto& [name, helper] : facts.helpers) {
    const bool is_untouched = std::ranges::all_of(
        helper.relied, [&](const std::string& each) { return bindings_of(module, each).empty(); });
    if (is_untouched && bindings_of(module, name).empty()) {
      names.emplace(name, helper.iterates);
    }
  }
  return names;
}

bool is_helper(std::string_view name, const Scope& scope, std::uint32_t offset_bytes,
               const ModuleFacts& facts) {
  const Resolution resolution = resolve_name(name, scope, facts);
  const Scope* module = &scope.module();
  const bool is_of_module = resolution.owner == nullptr || resolution.owner == module;
  if (resolution.kind != Resolution::Kind::Bound || !is_of_module ||
      !module->helpers.contains(name)) {
    return false;
  }
  const auto bindings = bindings_of(*module, name);
  return bindings.empty() || module != &scope || bindings.front()->offset_bytes < offset_bytes;
}

bool iterates_arguments(std::string_view name, const Scope& scope) {
  const auto& helpers = scope.module().helpers;
  const auto found = helpers.find(name);
  return found == helpers.end() || found->second;
}

bool has_star_import(Node root) {
  return std::ranges::any_of(root.named_children(), [](Node statement) {
    return is_import(statement) && !star_import_of(statement).empty();
  });
}

}  // namespace autopar::frontend
