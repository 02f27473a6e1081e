#include "frontend/inlined_helpers.hpp"

#include <algorithm>

#include "frontend/expressions.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::ExpressionId;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

bool makes_new_value(Node value) {
  switch (value.kind()) {
    case NodeKind::BinaryOperator:
    case NodeKind::UnaryOperator:
    case NodeKind::NotOperator:
    case NodeKind::ComparisonOperator:
      return true;
    case NodeKind::ParenthesizedExpression:
      return value.named_children().size() == 1 && makes_new_value(value.named_children().front());
    case NodeKind::ConditionalExpression: {
      const auto parts = value.named_children();
      return parts.size() == 3 && makes_new_value(parts.front()) && makes_new_value(parts.back());
    }
    default:
      return false;
  }
}

bool is_docstring(Node statement) {
  const auto parts = statement.named_children();
  return statement.is(NodeKind::ExpressionStatement) && parts.size() == 1 &&
         parts.front().is(NodeKind::String);
}

std::optional<Node> returned_value(Node function) {
  const auto body = function.child(Field::Body);
  auto statements = body ? body->named_children() : std::vector<Node>();
  if (statements.size() == 2 && is_docstring(statements.front())) {
    statements.erase(statements.begin());
  }
  if (statements.size() != 1 || !statements.front().is(NodeKind::ReturnStatement)) {
    return std::nullopt;
  }
  const auto values = statements.front().named_children();
  return values.size() == 1 ? std::optional(values.front()) : std::nullopt;
}

std::vector<Node> parameters_in_order(Node function) {
  const auto list = function.child(Field::Parameters);
  return list ? list->named_children() : std::vector<Node>();
}

bool holds_call(Node node) {
  return node.is(NodeKind::Call) || std::ranges::any_of(node.each_named_child(), holds_call);
}

// The first parameter without a value yet takes a plain argument.
bool add_argument(const std::vector<std::string>& parameters, Node argument,
                  InlinedArguments& arguments) {
  if (!argument.is(NodeKind::KeywordArgument)) {
    return arguments.size() < parameters.size() && !argument.is(NodeKind::ListSplat) &&
           !argument.is(NodeKind::DictionarySplat) &&
           arguments.emplace(parameters[arguments.size()], argument).second;
  }
  const auto name = argument.child(Field::Name);
  const auto value = argument.child(Field::Value);
  const bool is_parameter =
      name && value && std::ranges::find(parameters, name->text()) != parameters.end();
  return is_parameter && arguments.emplace(name->text(), *value).second;
}

std::vector<std::string> names_of(const std::vector<Node>& parameters) {
  std::vector<std::string> names;
  for (const Node& parameter : parameters) {
    names.emplace_back(parameter.text());
  }
  return names;
}

bool means_the_same(const NestBuilder& builder, std::string_view name) {
  const Resolution here = resolve_name(name, builder.scope(), builder.facts());
  const Resolution there = resolve_name(name, builder.scope().module(), builder.facts());
  return here.kind == there.kind && here.owner == there.owner &&
         here.imported_as == there.imported_as && !builder.is_comprehension_local(name);
}

}  // namespace

bool is_label(Node child, Node parent) {
  return child == parent.child(Field::Attribute) ||
         (parent.is(NodeKind::KeywordArgument) && child == parent.child(Field::Name));
}

bool mean_the_same(const NestBuilder& builder, Node node,
                   const std::function<bool(std::string_view)>& is_own) {
  if (node.is(NodeKind::Identifier)) {
    return is_own(node.text()) || means_the_same(builder, node.text());
  }
  return std::ranges::all_of(node.each_named_child(), [&](Node child) {
    return is_label(child, node) || mean_the_same(builder, child, is_own);
  });
}

// Python takes no plain argument after a named one, so the plain ones come in order.
std::optional<InlinedArguments> match_arguments(const std::vector<std::string>& parameters,
                                                Node call) {
  const auto list = call.child(Field::Arguments);
  if (!list || !list->is(NodeKind::ArgumentList) ||
      list->named_children().size() != parameters.size()) {
    return std::nullopt;
  }
  InlinedArguments arguments;
  const bool do_match = std::ranges::all_of(list->each_named_child(), [&](Node argument) {
    return add_argument(parameters, argument, arguments);
  });
  return do_match ? std::optional(std::move(arguments)) : std::nullopt;
}

std::map<std::string, Node, std::less<>> find_inlinable(Node root, const Scope& module) {
  std::map<std::string, Node, std::less<>> functions;
  for (const Node& statement : root.each_named_child()) {
    const auto name = statement.child(Field::Name);
    if (!statement.is(NodeKind::FunctionDefinition) || !name ||
        !module.helpers.contains(name->text())) {
      continue;
    }
    const auto value = returned_value(statement);
    const bool has_plain_parameters =
        std::ranges::all_of(parameters_in_order(statement),
                            [](Node parameter) { return parameter.is(NodeKind::Identifier); });
    if (value && makes_new_value(*value) && has_plain_parameters) {
      functions.emplace(name->text(), statement);
    }
  }
  return functions;
}

ExpressionId lower_inlined(NestBuilder& builder, Node call, std::string_view name) {
  const BlockBefore nowhere(builder);
  const auto& functions = builder.scope().module().inlinable_helpers;
  const auto function = functions.find(name);
  if (function == functions.end() || builder.inlined_call_count() >= kMaximumInlined) {
    return {};
  }
  auto arguments = match_arguments(names_of(parameters_in_order(function->second)), call);
  const auto value = returned_value(function->second);
  const auto is_own = [&](std::string_view each) { return arguments->contains(std::string(each)); };
  if (!arguments ||
      std::ranges::any_of(call.child(Field::Arguments)->each_named_child(), holds_call) ||
      !mean_the_same(builder, *value, is_own)) {
    return {};
  }
  builder.enter_inlined_call(call, *std::move(arguments));
  const ExpressionId inlined_id = lower_expression(builder, *value);
  builder.leave_inlined_call();
  return inlined_id;
}

}  // namespace autopar::frontend
