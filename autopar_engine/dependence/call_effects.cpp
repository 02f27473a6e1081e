#include "dependence/call_effects.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "dependence/base_facts.hpp"
#include "dependence/own_collections.hpp"
#include "loop_ir/result_arguments.hpp"
#include "loop_ir/traversal.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::BaseKind;
using loop_ir::Call;
using loop_ir::ExpressionId;
using loop_ir::LoopNest;
using loop_ir::NameId;

constexpr std::array<std::string_view, 10> kHeaderCalls{
    "enumerate", "iter", "len", "list", "range", "reversed", "set", "tuple", "xrange", "zip"};

std::string_view type_name(BaseKind kind) {
  switch (kind) {
    case BaseKind::List:
      return "list";
    case BaseKind::Dict:
      return "dict";
    case BaseKind::Set:
      return "set";
    case BaseKind::Str:
      return "str";
    case BaseKind::Ndarray:
      return "numpy.ndarray";
    default:
      return "";
  }
}

std::string_view type_name(BaseType type) {
  switch (type) {
    case BaseType::List:
      return "list";
    case BaseType::Dict:
      return "dict";
    case BaseType::Array:
      return "numpy.ndarray";
    case BaseType::Other:
      break;
  }
  return "";
}

Effect worse(Effect left, Effect right) { return std::max(left, right); }

// Where functions of the table that are pure by themselves take one that they call.
struct FunctionArgument {
  std::string_view callee;
  std::size_t position = 0;
  std::string_view keyword;
};

constexpr auto kFunctionArguments = std::to_array<FunctionArgument>({
    {"iter", 0, ""},
    {"itertools.accumulate", 1, "func"},
    {"itertools.dropwhile", 0, "predicate"},
    {"itertools.filterfalse", 0, "function"},
    {"itertools.groupby", 1, "key"},
    {"itertools.starmap", 0, "function"},
    {"itertools.takewhile", 0, "predicate"},
    {"re.sub", 1, "repl"},
    {"re.subn", 1, "repl"},
});

bool is_no_function(const LoopNest& nest, ExpressionId value_id) {
  const loop_ir::ExpressionNode& node = nest.expressions[value_id].node;
  const auto* name = std::get_if<loop_ir::NameRead>(&node);
  const auto* opaque = std::get_if<loop_ir::OpaqueExpression>(&node);
  return std::holds_alternative<loop_ir::NoneLiteral>(node) ||
         std::holds_alternative<loop_ir::StringLiteral>(node) ||
         std::holds_alternative<loop_ir::Binary>(node) ||
         (opaque != nullptr && opaque->kind == loop_ir::OpaqueExpressionKind::FormattedString) ||
         (name != nullptr && nest.names[name->name_id].kind == BaseKind::Str);
}

// map(int, words), filter(None, words).
bool maps_builtin(const LoopNest& nest, const Call& call) {
  static constexpr auto kBuiltins =
      std::to_array<std::string_view>({"abs", "bool", "chr", "float", "int", "len", "ord", "str"});
  if (call.arguments.empty() || call.arguments.front().stars != 0) {
    return false;
  }
  const ExpressionId function_id = call.arguments.front().value_id;
  return std::holds_alternative<loop_ir::NoneLiteral>(nest.expressions[function_id].node) ||
         std::ranges::find(kBuiltins, loop_ir::builtin_name(nest, function_id)) != kBuiltins.end();
}

// iter(x) only asks x for an iterator, iter(f, stop) calls f.
bool calls_an_argument(const LoopNest& nest, const Call& call) {
  const auto* row = std::ranges::find(kFunctionArguments, call.resolved, &FunctionArgument::callee);
  if (row == kFunctionArguments.end() || (row->callee == "iter" && call.arguments.size() < 2)) {
    return false;
  }
  std::size_t position = 0;
  return std::ranges::any_of(call.arguments, [&](const loop_ir::Argument& argument) {
    const bool is_at_place =
        argument.stars != 0 ||
        (argument.keyword.empty() ? position++ == row->position : argument.keyword == row->keyword);
    return is_at_place && !is_no_function(nest, argument.value_id);
  });
}

class CallClassifier {
 public:
  CallClassifier(const Context& context, loop_ir::LoopId loop_id)
      : context_(context), nest_(context.nest), loop_id_(loop_id) {}

  CallEffect classify(const CallSite& site) const {
    const auto& call = std::get<Call>(nest_.expressions[site.call_id].node);
    const bool is_header_call =
        site.is_in_header && std::ranges::find(kHeaderCalls, call.resolved) != kHeaderCalls.end();
    if (is_header_call && !calls_an_argument(nest_, call)) {
      return {.effect = Effect::Pure, .stage = Stage::Loop};
    }
    CallEffect result = call.resolved.starts_with('.') ? of_method(call) : of_function(call);
    if (loop_ir::takes_result_array(call)) {
      result.effect = worse(result.effect, Effect::MutateArg);
    }
    if (loop_ir::has_own_key(nest_, call) || calls_an_argument(nest_, call)) {
      result.effect = Effect::HigherOrder;
    }
    return result;
  }

 private:
  CallEffect of_function(const Call& call) const {
    CallEffect result;
    if ((call.resolved == "map" || call.resolved == "filter") && maps_builtin(nest_, call)) {
      result.effect = Effect::Pure;
    } else if (call.resolved.starts_with(loop_ir::kHelperPrefix)) {
      add_helper(call, result);
    } else if (!call.resolved.empty()) {
      result.effect = context_.effects.of_function(call.resolved);
    }
    return result;
  }

  // A function of the text does what the functions do that its body calls. Those without a row only
  // compute, or it would be no helper.
  void add_helper(const Call& call, CallEffect& result) const {
    const auto helper =
        std::ranges::find(nest_.helpers, call.resolved, &loop_ir::CalledHelper::resolved);
    if (helper == nest_.helpers.end()) {
      return;
    }
    result.effect = Effect::Pure;
    for (const std::string& callee : helper->callees) {
      const Effect effect = context_.effects.of_function(callee);
      if (effect != Effect::Unknown) {
        result.all.insert(effect);
        result.effect = worse(result.effect, effect);
      }
    }
  }

  CallEffect of_method(const Call& call) const {
    const auto* method = std::get_if<loop_ir::Attribute>(&nest_.expressions[call.callee_id].node);
    CallEffect result;
    if (method == nullptr) {
      return result;
    }
    const auto* receiver =
        std::get_if<loop_ir::NameRead>(&nest_.expressions[method->object_id].node);
    if (receiver != nullptr) {
      result.receiver_id = receiver->name_id;
    }
    const std::string_view known = receiver_type(method->object_id, result);
    if (!known.empty()) {
      result.effect =
          context_.effects.of_method(known, method->attribute).value_or(Effect::Unknown);
      return result;
    }
    return of_unknown_receiver(method->attribute, result);
  }

  CallEffect of_unknown_receiver(std::string_view method, CallEffect result) const {
    const std::string_view type = context_.effects.safe_receiver(method);
    const auto effect = context_.effects.of_method(type, method);
    if (!effect) {
      return result;
    }
    result.effect = *effect;
    result.needs_type = true;
    if (result.receiver_id.is_valid()) {
      result.guard = HasType{result.receiver_id, std::string(type)};
    }
    return result;
  }

  // Empty if the kind of the receiver is not known.
  std::string_view receiver_type(ExpressionId object_id, CallEffect& result) const {
    const loop_ir::ExpressionNode& node = nest_.expressions[object_id].node;
    if (std::holds_alternative<loop_ir::StringLiteral>(node)) {
      return "str";
    }
    const auto* name_read = std::get_if<loop_ir::NameRead>(&node);
    if (name_read == nullptr) {
      return "";
    }
    const loop_ir::Name& name = nest_.names[name_read->name_id];
    if (name.is_written) {
      const bool is_set = kind_bound_in_nest(nest_, name_read->name_id) == BaseKind::Set;
      return is_set ? type_name(BaseKind::Set)
                    : type_name(describe_base(context_, name_read->name_id, loop_id_).type);
    }
    if (name.defined_at != Stage::Never) {
      result.stage = std::max(result.stage, name.defined_at);
    }
    return type_name(name.kind);
  }

  const Context& context_;
  const LoopNest& nest_;
  loop_ir::LoopId loop_id_;
};

}  // namespace

bool is_magic(const LoopNest& nest, const Call& call) {
  const auto* method = std::get_if<loop_ir::Attribute>(&nest.expressions[call.callee_id].node);
  const auto* receiver =
      method != nullptr ? std::get_if<Call>(&nest.expressions[method->object_id].node) : nullptr;
  return receiver != nullptr && receiver->resolved == "get_ipython";
}

CallEffect effect_of_call(const Context& context, const CallSite& site, loop_ir::LoopId loop_id) {
  CallEffect result = CallClassifier(context, loop_id).classify(site);
  result.all.insert(result.effect);
  return result;
}

}  // namespace autopar::dependence
