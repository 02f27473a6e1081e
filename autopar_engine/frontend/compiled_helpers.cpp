#include "frontend/compiled_helpers.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "frontend/attribute_names.hpp"
#include "frontend/compiled_calls.hpp"
#include "frontend/expressions.hpp"
#include "frontend/inlined_helpers.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::BinaryOperator;
using loop_ir::ExpressionId;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

// Expressions that one call may become: a name that is read often stands for its value each time.
constexpr std::size_t kMaximumExpressionsOfCall = 400;

// `x`, `x: float`, `x=1` and `x: float = 1`; nothing for stars and slashes.
std::optional<std::string> name_of_parameter(Node parameter) {
  if (parameter.is(NodeKind::Identifier)) {
    return std::string(parameter.text());
  }
  if (parameter.is(NodeKind::DefaultParameter) || parameter.is(NodeKind::TypedDefaultParameter)) {
    const auto name = parameter.child(Field::Name);
    return name && name->is(NodeKind::Identifier) ? std::optional(std::string(name->text()))
                                                  : std::nullopt;
  }
  const auto parts = parameter.named_children();
  const bool is_typed = parameter.is(NodeKind::TypedParameter) && !parts.empty() &&
                        parts.front().is(NodeKind::Identifier);
  return is_typed ? std::optional(std::string(parts.front().text())) : std::nullopt;
}

std::optional<std::vector<std::string>> names_of_parameters(Node function) {
  const auto list = function.child(Field::Parameters);
  std::vector<std::string> names;
  for (const Node& parameter : list ? list->named_children() : std::vector<Node>()) {
    auto name = name_of_parameter(parameter);
    if (!name) {
      return std::nullopt;
    }
    names.push_back(*std::move(name));
  }
  return names;
}

bool is_literal(Node value) {
  return value.is(NodeKind::Integer) || value.is(NodeKind::Float) || value.is(NodeKind::True) ||
         value.is(NodeKind::False);
}

bool any_reads_surely(const std::vector<Node>& parts, std::string_view name);

// Whatever the values, evaluating the expression reads the name.
bool reads_surely(Node node, std::string_view name) {
  switch (node.kind()) {
    case NodeKind::Identifier:
      return node.text() == name;
    case NodeKind::ComparisonOperator: {
      const auto operands = node.named_children();
      return any_reads_surely(
          {operands.begin(), operands.begin() + std::min<std::ptrdiff_t>(2, std::ssize(operands))},
          name);
    }
    case NodeKind::BooleanOperator: {
      const auto first = node.child(Field::Left);
      return first && reads_surely(*first, name);
    }
    case NodeKind::ConditionalExpression: {
      const auto parts = node.named_children();
      return parts.size() == 3 && reads_surely(parts[1], name);
    }
    case NodeKind::Attribute: {
      const auto object = node.child(Field::Object);
      return object && reads_surely(*object, name);
    }
    case NodeKind::KeywordArgument: {
      const auto value = node.child(Field::Value);
      return value && reads_surely(*value, name);
    }
    case NodeKind::BinaryOperator:
    case NodeKind::UnaryOperator:
    case NodeKind::NotOperator:
    case NodeKind::ParenthesizedExpression:
    case NodeKind::Subscript:
    case NodeKind::Call:
    case NodeKind::ArgumentList:
      return any_reads_surely(node.named_children(), name);
    default:
      return false;
  }
}

bool any_reads_surely(const std::vector<Node>& parts, std::string_view name) {
  return std::ranges::any_of(parts, [&](Node part) { return reads_surely(part, name); });
}

// An array or a list, which is subscripted or measured, or an object with attributes: what is read
// of it makes it an input of the nest, or the nest is refused.
bool is_read_as_object(Node node, std::string_view name) {
  const auto base = node.is(NodeKind::Subscript) ? node.child(Field::Value) : std::nullopt;
  const auto callee = node.is(NodeKind::Call) ? node.child(Field::Function) : std::nullopt;
  const auto arguments = callee && callee->text() == "len" ? node.child(Field::Arguments) : base;
  const auto measured = arguments && callee ? arguments->named_children() : std::vector<Node>();
  const bool is_owner = is_attribute_of_name(node) && node.child(Field::Object)->text() == name;
  if (is_owner || (base && base->text() == name) ||
      (measured.size() == 1 && measured.front().text() == name)) {
    return true;
  }
  return std::ranges::any_of(node.each_named_child(),
                             [&](Node child) { return is_read_as_object(child, name); });
}

bool binds(Node node, std::string_view name) {
  const bool is_assignment =
      node.is(NodeKind::Assignment) || node.is(NodeKind::AugmentedAssignment);
  const auto target = is_assignment ? node.child(Field::Left) : std::nullopt;
  return (target && target->text() == name) ||
         std::ranges::any_of(node.each_named_child(),
                             [&](Node child) { return binds(child, name); });
}

// Some statement stands behind a `return` of its block, so that nothing reads what it mentions.
bool has_dead_code(Node node) {
  bool has_returned = false;
  for (const Node& child : node.each_named_child()) {
    if ((has_returned && node.is(NodeKind::Block)) || has_dead_code(child)) {
      return true;
    }
    has_returned = child.is(NodeKind::ReturnStatement);
  }
  return false;
}

// A simple statement in the tree: an assignment lies in an expression statement.
Node without_wrapper(Node statement) {
  const auto parts = statement.named_children();
  return statement.is(NodeKind::ExpressionStatement) && parts.size() == 1 ? parts.front()
                                                                          : statement;
}

class HelperValue {
 public:
  HelperValue(NestBuilder& builder, Node function, const InlinedArguments& arguments)
      : builder_(builder),
        own_(make_scope(function, &builder.scope().module(), builder.facts())),
        arguments_(arguments) {}

  // What the statements return; not valid if that is not known.
  ExpressionId lower(std::vector<Node> statements) {
    const NestingGuard guard(builder_);
    if (statements.empty() || builder_.is_too_deep() || builder_.is_too_large()) {
      return {};
    }
    const Node first = without_wrapper(statements.front());
    statements.erase(statements.begin());
    switch (first.kind()) {
      case NodeKind::ReturnStatement:
        return lower_returned(first);
      case NodeKind::PassStatement:
      case NodeKind::String:
        return lower(std::move(statements));
      case NodeKind::Assignment:
      case NodeKind::AugmentedAssignment:
        return lower_binding(first, std::move(statements));
      case NodeKind::IfStatement:
        return lower_if(first, statements);
      default:
        return {};
    }
  }

  // Before the statements return, they surely read the name that they begin with.
  static bool read_surely(const std::vector<Node>& statements, std::string_view name) {
    for (const Node& each : statements) {
      const Node statement = without_wrapper(each);
      const auto target = statement.child(Field::Left);
      const auto value = statement.child(Field::Right);
      const auto test = statement.child(Field::Condition);
      const bool is_update =
          statement.is(NodeKind::AugmentedAssignment) && target && target->text() == name;
      if (is_update || (value && reads_surely(*value, name)) ||
          (test && reads_surely(*test, name))) {
        return true;
      }
      if (statement.is(NodeKind::ReturnStatement)) {
        return any_reads_surely(statement.named_children(), name);
      }
      if (test || (target && target->text() == name)) {
        return false;
      }
    }
    return false;
  }

 private:
  bool has_value(std::string_view name) const {
    return arguments_.contains(std::string(name)) ||
           std::ranges::find(bound_, name) != bound_.end();
  }

  bool is_known(Node value) const {
    bool are_bound = true;
    const auto is_own = [&](std::string_view name) {
      const bool is_of_helper = own_.binds(name);
      are_bound = are_bound && (!is_of_helper || has_value(name));
      return is_of_helper;
    };
    return mean_the_same(builder_, value, is_own) && are_bound;
  }

  ExpressionId lower_known(Node value) {
    return is_known(value) ? lower_expression(builder_, value) : ExpressionId();
  }

  ExpressionId lower_returned(Node statement) {
    const auto values = statement.named_children();
    return values.size() == 1 && !values.front().is(NodeKind::ExpressionList)
               ? lower_known(values.front())
               : ExpressionId();
  }

  // The value is evaluated once where nothing surely reads it later.
  ExpressionId lower_binding(Node assignment, std::vector<Node> rest) {
    const auto target = assignment.child(Field::Left);
    const auto value = assignment.child(Field::Right);
    const auto op_token = assignment.child(Field::Operator);
    const auto op = op_token ? binary_operator_of(op_token->kind_name()) : std::nullopt;
    const bool is_update = assignment.is(NodeKind::AugmentedAssignment);
    if (!target || !target->is(NodeKind::Identifier) || !value || value->is(NodeKind::Assignment) ||
        value->is(NodeKind::ExpressionList) || !is_known(*value) ||
        (is_update && (!op || !has_value(target->text())))) {
      return {};
    }
    builder_.bind_in_inlined(target->text(), *value, op);
    bound_.emplace_back(target->text());
    const bool is_read = read_surely(rest, target->text());
    std::vector<ExpressionId> evaluated;
    if (!is_read) {
      evaluated.push_back(builder_.lower_name_of_inlined(target->text(), *target).value());
    }
    const ExpressionId result_id = lower(std::move(rest));
    bound_.pop_back();
    builder_.unbind_in_inlined();
    return lower_beside(builder_, std::move(evaluated), result_id, assignment);
  }

  // Whatever stands behind the branch stands behind each of its blocks.
  ExpressionId lower_if(Node branch, const std::vector<Node>& rest) {
    const auto test = branch.child(Field::Condition);
    const auto block = branch.child(Field::Consequence);
    return test && block ? choose(*test, *block, branch.children(Field::Alternative), rest, branch)
                         : ExpressionId();
  }

  ExpressionId choose(Node test, Node block, std::vector<Node> others,
                      const std::vector<Node>& rest, Node place) {
    loop_ir::Conditional conditional;
    conditional.test_id = lower_known(test);
    conditional.when_true_id =
        conditional.test_id.is_valid() ? lower(joined(block, rest)) : ExpressionId();
    conditional.when_false_id = conditional.when_true_id.is_valid()
                                    ? lower_others(std::move(others), rest)
                                    : ExpressionId();
    return conditional.when_false_id.is_valid() ? builder_.add(conditional, place) : ExpressionId();
  }

  // elif and else clauses, in order.
  ExpressionId lower_others(std::vector<Node> others, const std::vector<Node>& rest) {
    if (others.empty()) {
      return lower(rest);
    }
    const Node clause = others.front();
    others.erase(others.begin());
    if (const auto block = clause.child(Field::Body); clause.is(NodeKind::ElseClause)) {
      return block ? lower(joined(*block, rest)) : ExpressionId();
    }
    const auto test = clause.child(Field::Condition);
    const auto block = clause.child(Field::Consequence);
    const NestingGuard guard(builder_);
    return test && block && !builder_.is_too_deep()
               ? choose(*test, *block, std::move(others), rest, clause)
               : ExpressionId();
  }

  static std::vector<Node> joined(Node block, const std::vector<Node>& rest) {
    std::vector<Node> statements = block.named_children();
    statements.insert(statements.end(), rest.begin(), rest.end());
    return statements;
  }

  NestBuilder& builder_;
  Scope own_;
  const InlinedArguments& arguments_;
  // In the order of their bindings.
  std::vector<std::string> bound_;
};

std::string_view name_of_helper(std::string_view resolved) {
  const std::string_view prefix = resolved.starts_with(loop_ir::kIteratingHelperPrefix)
                                      ? loop_ir::kIteratingHelperPrefix
                                      : loop_ir::kHelperPrefix;
  return resolved.substr(prefix.size());
}

// Whether what the call has become mentions each of these that is a name, or an attribute of it. An
// object has no value in compiled code, so it can't be evaluated beside the result; one that is not
// mentioned could be unbound unseen.
bool mentions_names(const loop_ir::LoopNest& nest, ExpressionId result_id,
                    const std::vector<ExpressionId>& object_ids) {
  std::set<std::string, std::less<>> mentioned;
  for (const ExpressionId part_id : subtree_of(nest, result_id)) {
    if (const auto* name = std::get_if<loop_ir::NameRead>(&nest.expressions[part_id].node)) {
      const std::string& text = nest.names[name->name_id].text;
      mentioned.insert(text);
      mentioned.insert(text.substr(0, text.find('.')));
    }
  }
  return std::ranges::all_of(object_ids, [&](ExpressionId object_id) {
    const auto* name = std::get_if<loop_ir::NameRead>(&nest.expressions[object_id].node);
    return name == nullptr || mentioned.contains(nest.names[name->name_id].text);
  });
}

void note_inlined(loop_ir::LoopNest& nest, std::string_view name) {
  auto& names = nest.inlined_functions;
  if (std::ranges::find(names, name) == names.end()) {
    names.emplace_back(name);
  }
}

}  // namespace

std::map<std::string, Node, std::less<>> find_helper_definitions(Node root, const Scope& module) {
  std::map<std::string, Node, std::less<>> definitions;
  for (const Node& statement : root.each_named_child()) {
    const auto name = statement.child(Field::Name);
    if (statement.is(NodeKind::FunctionDefinition) && name &&
        module.helpers.contains(name->text())) {
      definitions.emplace(name->text(), statement);
    }
  }
  return definitions;
}

ExpressionId lower_helper_value(NestBuilder& builder, Node call, std::string_view resolved) {
  const BlockBefore nowhere(builder);
  const std::string name(name_of_helper(resolved));
  const auto& definitions = builder.scope().module().helper_definitions;
  const auto function = definitions.find(name);
  if (function == definitions.end() || builder.inlined_call_count() >= kMaximumInlined) {
    return {};
  }
  const auto parameters = names_of_parameters(function->second);
  const auto body = function->second.child(Field::Body);
  const auto arguments = parameters ? match_arguments(*parameters, call) : std::nullopt;
  if (!arguments || !body || has_dead_code(*body)) {
    return {};
  }
  const std::vector<Node> statements = body->named_children();
  std::vector<ExpressionId> evaluated;
  std::vector<ExpressionId> object_ids;
  for (const auto& [parameter, argument] : *arguments) {
    if (is_literal(argument) || HelperValue::read_surely(statements, parameter)) {
      continue;
    }
    const bool is_object = (argument.is(NodeKind::Identifier) || is_attribute_of_name(argument)) &&
                           is_read_as_object(*body, parameter) && !binds(*body, parameter);
    (is_object ? object_ids : evaluated).push_back(lower_expression(builder, argument));
  }
  builder.enter_inlined_call(call, *arguments,
                             builder.nest.expressions.size() + kMaximumExpressionsOfCall);
  HelperValue value(builder, function->second, *arguments);
  const ExpressionId result_id = value.lower(statements);
  builder.leave_inlined_call();
  if (!result_id.is_valid() || !mentions_names(builder.nest, result_id, object_ids)) {
    return {};
  }
  note_inlined(builder.nest, name);
  return lower_beside(builder, std::move(evaluated), result_id, call);
}

}  // namespace autopar::frontend
