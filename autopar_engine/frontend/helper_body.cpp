#include "frontend/helper_body.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include "frontend/callees.hpp"
#include "frontend/definition.hpp"
#include "frontend/expressions.hpp"
#include "loop_ir/result_arguments.hpp"

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

// `"{} of {}".format`, which only asks its arguments for their texts.
bool is_format_of_literal(Node callee) {
  const auto object = callee.child(Field::Object);
  const auto attribute = callee.child(Field::Attribute);
  return callee.is(NodeKind::Attribute) && object && object->is(NodeKind::String) && attribute &&
         attribute->text() == "format";
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

// A constant that is written out; a string that formats nothing.
bool is_literal(Node node) {
  switch (node.kind()) {
    case NodeKind::Integer:
    case NodeKind::Float:
    case NodeKind::True:
    case NodeKind::False:
    case NodeKind::None:
      return true;
    case NodeKind::String:
      return std::ranges::none_of(node.each_named_child(),
                                  [](Node part) { return part.is(NodeKind::Interpolation); });
    default:
      return false;
  }
}

// A number, or what an operator makes: augmenting a name that is bound to it changes no object that
// exists already.
bool is_safe_to_augment(Node value) {
  switch (value.kind()) {
    case NodeKind::Integer:
    case NodeKind::Float:
    case NodeKind::BinaryOperator:
    case NodeKind::UnaryOperator:
      return true;
    case NodeKind::ParenthesizedExpression:
      return value.named_children().size() == 1 &&
             is_safe_to_augment(value.named_children().front());
    default:
      return false;
  }
}

class BodyCheck {
 public:
  BodyCheck(const ModuleNames& module, const Scope& scope) : module_(module), scope_(scope) {}

  std::optional<Helper> run(Node function) {
    const auto parameters = function.child(Field::Parameters);
    const auto body = function.child(Field::Body);
    const bool only_computes = body && parameters && !function.has_token("async") &&
                               has_plain_defaults(*parameters) && is_statement(*body) &&
                               augments_own_values();
    return only_computes ? std::optional(std::move(found_)) : std::nullopt;
  }

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

  bool has_plain_defaults(Node parameters) const;
  bool is_plain_default(Node value) const;
  bool is_statement(Node node);
  bool is_value(Node node);
  bool is_assignment(Node node);
  bool is_augmented_assignment(Node node);
  bool is_for(Node node);
  bool is_own_target(Node target);
  bool is_name(Node identifier);
  bool is_call(Node call);
  bool is_call_of(const std::string& resolved, Node call);
  void add_helper(const Helper& helper);
  bool is_print(Node statement);
  bool is_formatted_string(Node string);
  bool is_interpolation(Node interpolation);
  bool is_range(Node value) const;
  bool has_plain_arguments(Node call, bool takes_any_keyword);
  bool augments_own_values() const;

  const ModuleNames& module_;
  const Scope& scope_;
  Helper found_;
  std::set<std::string> augmented_;
  // Names that are bound to something that may exist already.
  std::set<std::string> shared_;
};

bool BodyCheck::has_plain_defaults(Node parameters) const {
  return std::ranges::all_of(parameters.each_named_child(), [this](Node parameter) {
    const auto value = parameter.child(Field::Value);
    return !value || is_plain_default(*value);
  });
}

// What a parameter defaults to is one object for all calls: it must not change.
bool BodyCheck::is_plain_default(Node value) const {
  if (is_literal(value)) {
    return true;
  }
  switch (value.kind()) {
    case NodeKind::Identifier:
      return module_.is_constant(std::string(value.text()));
    case NodeKind::UnaryOperator:
    case NodeKind::BinaryOperator:
    case NodeKind::ParenthesizedExpression:
    case NodeKind::Tuple:
      return std::ranges::all_of(value.each_named_child(),
                                 [this](Node part) { return is_plain_default(part); });
    default:
      return false;
  }
}

bool BodyCheck::is_statement(Node node) {
  switch (node.kind()) {
    case NodeKind::Block:
    case NodeKind::ExpressionStatement:
      return are_statements(node.named_children());
    case NodeKind::Assignment:
      return is_assignment(node);
    case NodeKind::AugmentedAssignment:
      return is_augmented_assignment(node);
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
    case NodeKind::ForStatement:
      return is_for(node);
    case NodeKind::ReturnStatement:
      return are_values(node.named_children());
    case NodeKind::PrintStatement:
      return is_print(node);
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
  if (target->is(NodeKind::Identifier) && is_safe_to_augment(*value)) {
    return scope_.binds(target->text()) && is_value(*value);
  }
  return is_own_target(*target) && is_value(*value);
}

bool BodyCheck::is_augmented_assignment(Node node) {
  const auto target = node.child(Field::Left);
  if (!target || !target->is(NodeKind::Identifier) || !scope_.binds(target->text())) {
    return false;
  }
  augmented_.emplace(target->text());
  return is_value_of(node, Field::Right);
}

bool BodyCheck::is_for(Node node) {
  const auto target = node.child(Field::Left);
  const auto values = node.child(Field::Right);
  found_.iterates = found_.iterates || (values && !is_range(*values));
  return target && is_own_target(*target) && is_value_of(node, Field::Right) &&
         is_statement_of(node, Field::Body) && !node.child(Field::Alternative) &&
         !node.has_token("async");
}

// What it is bound to may be an argument, or a part of one.
bool BodyCheck::is_own_target(Node target) {
  if (target.is(NodeKind::Identifier)) {
    shared_.emplace(target.text());
    return scope_.binds(target.text());
  }
  found_.iterates = true;
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
  if (is_literal(node)) {
    return true;
  }
  switch (node.kind()) {
    case NodeKind::Identifier:
      return is_name(node);
    case NodeKind::Attribute:
      return is_value_of(node, Field::Object);
    case NodeKind::Call:
      return is_call(node);
    case NodeKind::String:
      return is_formatted_string(node);
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
      found_.iterates = found_.iterates || node.has_token("in") || node.has_token("not in");
      return are_values(node.named_children());
    default:
      return false;
  }
}

// A name of its own, an imported module, or a number of the module.
bool BodyCheck::is_name(Node identifier) {
  const std::string name(identifier.text());
  const Resolution resolution = resolve_name(name, scope_, module_.facts);
  if (resolution.owner == &scope_) {
    return resolution.kind == Resolution::Kind::Bound;
  }
  found_.relied.insert(name);
  return resolution.kind == Resolution::Kind::Imported || module_.is_constant(name);
}

bool BodyCheck::is_call(Node call) {
  const auto callee = call.child(Field::Function);
  if (!callee) {
    return false;
  }
  if (is_format_of_literal(*callee)) {
    found_.callees.emplace("format");
    return is_value_of(*callee, Field::Object) && has_plain_arguments(call, true);
  }
  const auto look_up = [&](std::string_view name) {
    return resolve_name(name, scope_, module_.facts);
  };
  const std::string resolved = dotted_callee(*callee, look_up);
  const std::string_view root = callee->text().substr(0, callee->text().find('.'));
  found_.relied.emplace(root);
  if (!resolved.empty()) {
    return is_call_of(resolved, call);
  }
  if (!callee->is(NodeKind::Identifier) || scope_.binds(root) ||
      !has_plain_arguments(call, false)) {
    return false;
  }
  const Helper* const helper = module_.find_helper(std::string(root));
  if (helper != nullptr) {
    add_helper(*helper);
  }
  return helper != nullptr;
}

bool BodyCheck::is_call_of(const std::string& resolved, Node call) {
  const bool acts = acts_on_the_world(resolved);
  if (!(acts || only_reads(resolved)) || !has_plain_arguments(call, acts)) {
    return false;
  }
  const std::vector<Node> arguments = call.child(Field::Arguments)->named_children();
  const auto plain_arguments = std::ranges::count_if(
      arguments, [](Node argument) { return !argument.is(NodeKind::KeywordArgument); });
  if (loop_ir::takes_result_array(resolved, static_cast<std::size_t>(plain_arguments))) {
    return false;
  }
  found_.callees.insert(resolved);
  found_.iterates = found_.iterates || takes_items(resolved, arguments.size());
  found_.acts = found_.acts || acts;
  return true;
}

void BodyCheck::add_helper(const Helper& helper) {
  found_.relied.insert(helper.relied.begin(), helper.relied.end());
  found_.callees.insert(helper.callees.begin(), helper.callees.end());
  found_.iterates = found_.iterates || helper.iterates;
  found_.acts = found_.acts || helper.acts;
}

// Python 2's. `print >>f, x` has a chevron, which is no value.
bool BodyCheck::is_print(Node statement) {
  found_.callees.emplace("print");
  found_.acts = true;
  return are_values(statement.named_children());
}

bool BodyCheck::is_formatted_string(Node string) {
  found_.callees.emplace("format");
  return std::ranges::all_of(string.each_named_child(), [&](Node part) {
    return !part.is(NodeKind::Interpolation) || is_interpolation(part);
  });
}

// {value!r:>{width}}
bool BodyCheck::is_interpolation(Node interpolation) {
  return std::ranges::all_of(interpolation.each_named_child(), [&](Node part) {
    return is_format(part)
               ? std::ranges::all_of(part.each_named_child(),
                                     [&](Node inner) { return is_interpolation(inner); })
               : is_value(part);
  });
}

bool BodyCheck::is_range(Node value) const {
  const auto callee = value.is(NodeKind::Call) ? value.child(Field::Function) : std::nullopt;
  const auto look_up = [&](std::string_view name) {
    return resolve_name(name, scope_, module_.facts);
  };
  return callee && dotted_callee(*callee, look_up) == "range";
}

// What a call writes to can be named by a keyword.
bool BodyCheck::has_plain_arguments(Node call, bool takes_any_keyword) {
  const auto arguments = call.child(Field::Arguments);
  if (!arguments || !arguments->is(NodeKind::ArgumentList)) {
    return false;
  }
  return std::ranges::all_of(arguments->each_named_child(), [&](Node argument) {
    if (!argument.is(NodeKind::KeywordArgument)) {
      return is_value(argument);
    }
    const auto name = argument.child(Field::Name);
    const bool is_plain =
        name && (name->text() == "axis" || name->text() == "dtype" ||
                 (takes_any_keyword && name->text() != "file" && name->text() != "out"));
    return is_plain && is_value_of(argument, Field::Value);
  });
}

}  // namespace

std::optional<Helper> check_helper_body(Node function, const Scope& scope,
                                        const ModuleNames& module) {
  return BodyCheck(module, scope).run(function);
}

}  // namespace autopar::frontend
