#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/callees.hpp"
#include "frontend/compiled_calls.hpp"
#include "frontend/expressions.hpp"
#include "frontend/helpers.hpp"
#include "frontend/inlined_helpers.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::frontend {

using loop_ir::ExpressionId;
using syntax::Field;
using syntax::Node;
using syntax::NodeKind;

namespace {

constexpr std::size_t kMaximumDetail = 80;

std::string_view prefix_of(const Helper& helper) {
  if (helper.acts) {
    return loop_ir::kActingHelperPrefix;
  }
  return helper.iterates ? loop_ir::kIteratingHelperPrefix : loop_ir::kHelperPrefix;
}

}  // namespace

std::string resolve_callee(const NestBuilder& builder, Node callee) {
  std::string rest;
  Node object = callee;
  while (object.is(NodeKind::Attribute) && object.child(Field::Object)) {
    const auto attribute = object.child(Field::Attribute);
    rest = "." + std::string(attribute ? attribute->text() : "") + rest;
    object = *object.child(Field::Object);
  }
  const std::string method = rest.substr(rest.empty() ? 0 : rest.rfind('.'));
  if (!object.is(NodeKind::Identifier) || builder.is_comprehension_local(object.text())) {
    return method;
  }
  const Resolution resolution = resolve_name(object.text(), builder.scope(), builder.facts());
  if (resolution.kind == Resolution::Kind::Imported) {
    return std::string(resolution.imported_as) + rest;
  }
  const Helper* const helper =
      rest.empty() ? find_helper(object.text(), builder.scope(),
                                 builder.range_of(object).begin.offset_bytes, builder.facts())
                   : nullptr;
  if (helper != nullptr) {
    return std::string(prefix_of(*helper)) + std::string(object.text());
  }
  const bool is_unbound = resolution.kind == Resolution::Kind::Unbound && rest.empty();
  return is_unbound ? std::string(object.text()) : method;
}

namespace {

// What the functions do that it calls decides what a helper does.
void add_called_helper(NestBuilder& builder, const std::string& resolved) {
  std::vector<loop_ir::CalledHelper>& known = builder.nest.helpers;
  const Helpers& helpers = builder.scope().module().helpers;
  const auto helper = helpers.find(loop_ir::helper_name(resolved));
  if (helper != helpers.end() &&
      std::ranges::find(known, resolved, &loop_ir::CalledHelper::resolved) == known.end()) {
    const auto& callees = helper->second.callees;
    known.push_back({resolved, {callees.begin(), callees.end()}});
  }
}

loop_ir::Argument lower_argument(NestBuilder& builder, Node node) {
  loop_ir::Argument argument;
  Node value = node;
  if (node.is(NodeKind::KeywordArgument) && node.child(Field::Value)) {
    argument.keyword = node.child(Field::Name)->text();
    value = *node.child(Field::Value);
  } else if (node.is(NodeKind::ListSplat) || node.is(NodeKind::DictionarySplat)) {
    argument.stars = node.is(NodeKind::ListSplat) ? 1 : 2;
    builder.refuse(RefusalKind::Starred, node);
    const auto inner = node.named_children();
    value = inner.empty() ? node : inner.front();
  }
  argument.value_id = lower_expression(builder, value);
  return argument;
}

std::vector<loop_ir::Argument> lower_arguments(NestBuilder& builder, Node call) {
  std::vector<loop_ir::Argument> arguments;
  const auto list = call.child(Field::Arguments);
  if (list && list->is(NodeKind::ArgumentList)) {
    for (const Node& argument : list->each_named_child()) {
      arguments.push_back(lower_argument(builder, argument));
    }
  } else if (list) {
    arguments.push_back({"", lower_expression(builder, *list), 0});
  }
  return arguments;
}

void refuse_callee(NestBuilder& builder, Node call, Node callee, const std::string& resolved) {
  std::string shown(callee.text().substr(0, kMaximumDetail));
  switch (classify_callee(resolved)) {
    case CalleeClass::Compiled:
      return;
    case CalleeClass::Dynamic:
      builder.refuse(RefusalKind::DynamicCode, call, shown);
      return;
    case CalleeClass::Magic:
      builder.refuse(RefusalKind::Magic, call, shown);
      return;
    case CalleeClass::Planned:
      if (builder.is_in_compiled_header) {
        return;
      }
      if (const auto found = builder.refused_arrays.find(call.range().begin.offset_bytes);
          found != builder.refused_arrays.end()) {
        shown = found->second;
      }
      builder.refuse(RefusalKind::NotCompiledYet, call, shown);
      return;
    case CalleeClass::ReadsArguments:
      builder.refuse(RefusalKind::OtherCall, call, shown);
      return;
    case CalleeClass::Unknown:
      builder.refuse(RefusalKind::UnknownCall, call, shown);
  }
}

ExpressionId lower_callee(NestBuilder& builder, Node callee) {
  const KeptAttributes kept(builder);
  return lower_expression(builder, callee);
}

}  // namespace

ExpressionId lower_call(NestBuilder& builder, Node node) {
  const auto callee = node.child(Field::Function);
  if (!callee) {
    return lower_names_only(builder, node, loop_ir::OpaqueExpressionKind::Damaged,
                            RefusalKind::Damaged);
  }
  loop_ir::Call call;
  call.resolved = resolve_callee(builder, *callee);
  if (builder.counts_elements) {
    const ExpressionId compiled_id = lower_compiled_call(builder, node, call.resolved);
    if (compiled_id.is_valid()) {
      return compiled_id;
    }
  }
  refuse_callee(builder, node, *callee, call.resolved);
  call.callee_id = lower_callee(builder, *callee);
  call.arguments = lower_arguments(builder, node);
  if (call.resolved.starts_with(loop_ir::kHelperPrefix)) {
    add_called_helper(builder, call.resolved);
    call.inlined_id =
        lower_inlined(builder, node, call.resolved.substr(loop_ir::kHelperPrefix.size()));
  }
  return builder.add(std::move(call), node);
}

}  // namespace autopar::frontend
