#include "typing/infer_types.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "autopar/check.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/traversal.hpp"
#include "typing/arithmetic.hpp"
#include "typing/array_operations.hpp"
#include "typing/expression_types.hpp"
#include "typing/unread_operations.hpp"

namespace autopar::typing {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

using MaybeRefusal = std::optional<Refusal>;

bool are_positional(const Call& call) {
  return std::ranges::all_of(call.arguments, [](const Argument& argument) {
    return argument.keyword.empty() && argument.stars == 0;
  });
}

const Call* as_range(const LoopNest& nest, ExpressionId expression_id) {
  constexpr std::size_t kMostArguments = 3;
  const auto* call = std::get_if<Call>(&nest.expressions[expression_id].node);
  const bool is_range = call != nullptr && call->resolved == "range" && !call->arguments.empty() &&
                        call->arguments.size() <= kMostArguments && are_positional(*call);
  return is_range ? call : nullptr;
}

ValueTypes types_of_list(const ArrayArgument& list) {
  switch (list.data_type) {
    case DataType::Bool:
      return only(ValueType::Bool);
    case DataType::Int64:
      return only(ValueType::Int);
    default:
      break;
  }
  ValueTypes types = only(ValueType::Float);
  if (list.is_mixed) {
    types.insert(ValueType::Int);
  }
  return types;
}

class Inference {
 public:
  Inference(const LoopNest& nest, const ArgumentFacts& facts, FloatMode mode)
      : nest_(nest), facts_(facts), expressions_(nest, types_) {
    types_.float_mode = mode;
    types_.expressions.resize(nest.expressions.size());
    for (const auto& [name_id, argument] : facts.arguments) {
      add_argument(name_id, argument);
    }
  }

  tl::expected<NestTypes, Refusal> run() {
    if (!nest_.refusals.empty()) {
      return tl::unexpected<Refusal>(*nest_.refusals.begin());
    }
    for (const Access& access : nest_.accesses) {
      if (auto refusal = check_access(access)) {
        return tl::unexpected<Refusal>(*std::move(refusal));
      }
    }
    for (const ExpressionId expression_id : nest_.expressions.ids()) {
      if (auto refusal = check_row_fact(expression_id)) {
        return tl::unexpected<Refusal>(*std::move(refusal));
      }
    }
    if (auto refusal = reach_fixpoint()) {
      return tl::unexpected<Refusal>(*std::move(refusal));
    }
    types_.kept_operations = find_unread_operations(nest_);
    return std::move(types_);
  }

 private:
  void add_argument(NameId name_id, const LiveArgument& argument) {
    if (const auto* integer = std::get_if<IntegerArgument>(&argument)) {
      types_.scalars[name_id].insert(type_of_argument(*integer));
    } else if (const auto* real = std::get_if<FloatArgument>(&argument)) {
      types_.scalars[name_id].insert(type_of_argument(*real));
    } else if (const auto* complex = std::get_if<ComplexArgument>(&argument)) {
      types_.scalars[name_id].insert(type_of_argument(*complex));
    } else {
      const auto& array = std::get<ArrayArgument>(argument);
      types_.arrays[name_id] = array.data_type;
      if (array.is_list) {
        types_.lists[name_id] = types_of_list(array);
      }
    }
  }

  MaybeRefusal check_access(const Access& access) const {
    const std::string& name = nest_.names[access.base_id].text;
    const ArrayArgument* array = facts_.find_array(access.base_id);
    // A number that is stored somewhere stays a number of its own.
    if (access.kind == AccessKind::Scalar ||
        (access.kind == AccessKind::Whole && array == nullptr)) {
      return std::nullopt;
    }
    if (access.kind == AccessKind::Whole) {
      return Refusal{RefusalKind::NotCompiledYet, access.range, "`" + name + "` is used whole"};
    }
    if (array == nullptr || array->rank() != access.dimensions.size()) {
      return Refusal{RefusalKind::UnsupportedType, access.range,
                     "`" + name + "` is no array with one index per dimension"};
    }
    const bool is_plain =
        std::ranges::none_of(access.dimensions, [](const SubscriptDimension& dimension) {
          return dimension.slice.has_value() || dimension.is_shifted;
        });
    return is_plain ? std::nullopt
                    : MaybeRefusal({RefusalKind::NotCompiledYet, access.range,
                                    "a slice of `" + name + "` as a value"});
  }

  // A place may be that of an element, a length is that of a row.
  MaybeRefusal check_row_fact(ExpressionId expression_id) const {
    const auto length = find_row_length(nest_, expression_id);
    const auto row = length ? length : find_place(nest_, expression_id);
    const ArrayArgument* array = row ? facts_.find_array(row->base_id) : nullptr;
    if (!row || (array != nullptr && array->rank() >= row->index_ids.size() + (length ? 1 : 0))) {
      return std::nullopt;
    }
    return Refusal{RefusalKind::UnsupportedType, nest_.expressions[expression_id].range,
                   "`" + nest_.names[row->base_id].text + "` has no such rows"};
  }

  // Types only grow and there are few of them per name, so this ends.
  MaybeRefusal reach_fixpoint() {
    bool has_changed = true;
    while (has_changed) {
      const auto before = std::pair(types_.scalars, types_.lists);
      if (auto refusal = type_loop(LoopNest::root())) {
        return refusal;
      }
      has_changed = before != std::pair(types_.scalars, types_.lists);
    }
    return find_untyped_name();
  }

  MaybeRefusal find_untyped_name() const {
    for (const auto& [name_id, value_types] : types_.scalars) {
      if (value_types.empty()) {
        return Refusal{RefusalKind::UnsupportedType, nest_.loops[LoopNest::root()].range,
                       "`" + nest_.names[name_id].text + "` has no type"};
      }
    }
    return std::nullopt;
  }

  MaybeRefusal type_loop(LoopId loop_id) {
    const Loop& loop = nest_.loops[loop_id];
    auto refusal = loop.kind == LoopKind::While ? type_test(loop.test_id) : type_range(loop_id);
    const bool was_over_slices = std::exchange(is_over_slices_, is_over_slices(nest_, loop_id));
    refusal = refusal ? refusal : type_block(loop.body);
    is_over_slices_ = was_over_slices;
    return refusal ? refusal : type_block(loop.else_block);
  }

  MaybeRefusal type_range(LoopId loop_id) {
    const Loop& loop = nest_.loops[loop_id];
    const auto range = find_range(nest_, loop_id);
    if (!range || loop.domain.target_kind != TargetKind::Name) {
      return Refusal{RefusalKind::NotCompiledYet, loop.range,
                     "a loop other than `while` or `for` over a range"};
    }
    for (const Argument& bound : range->call->arguments) {
      if (auto refusal = type_bound(bound.value_id)) {
        return refusal;
      }
    }
    return bind(loop.target_id, only(ValueType::Int));
  }

  MaybeRefusal type_bound(ExpressionId bound_id) {
    const Typed bound = expressions_.type_of(bound_id);
    if (!bound) {
      return bound.error();
    }
    const bool is_int = !any_type(*bound, [](ValueType type) { return !is_integer(type); });
    return is_int ? std::nullopt
                  : MaybeRefusal({RefusalKind::UnsupportedType, nest_.expressions[bound_id].range,
                                  "a bound of a range that is no int"});
  }

  MaybeRefusal type_block(const Block& block) {
    for (const StatementId statement_id : block) {
      if (auto refusal = type_statement(nest_.statements[statement_id])) {
        return refusal;
      }
    }
    return std::nullopt;
  }

  MaybeRefusal type_statement(const Statement& statement) {
    if (const auto* assign = std::get_if<Assign>(&statement.node)) {
      return type_assign(*assign, statement.range);
    }
    if (const auto* assign = std::get_if<AugmentedAssign>(&statement.node)) {
      return type_augmented(*assign);
    }
    if (const auto* branch = std::get_if<If>(&statement.node)) {
      return type_branch(*branch);
    }
    if (const auto* inner = std::get_if<LoopStatement>(&statement.node)) {
      return type_loop(inner->loop_id);
    }
    if (std::holds_alternative<Pass>(statement.node) ||
        std::holds_alternative<Break>(statement.node) ||
        std::holds_alternative<Continue>(statement.node)) {
      return std::nullopt;
    }
    return Refusal{RefusalKind::NotCompiledYet, statement.range,
                   "a statement other than an assignment, a branch or a loop"};
  }

  MaybeRefusal type_augmented(const AugmentedAssign& assign) {
    const Typed result = expressions_.type_of_augmented(assign);
    if (!result) {
      return result.error();
    }
    auto refusal =
        is_over_slices_ ? find_refused_update(nest_, types_, assign, *result) : std::nullopt;
    return refusal ? refusal : bind(assign.target_id, *result);
  }

  MaybeRefusal type_assign(const Assign& assign, SourceRange range) {
    if (std::holds_alternative<Display>(nest_.expressions[assign.target_ids.front()].node)) {
      return type_unpacked(assign, range);
    }
    const Typed value = expressions_.type_of(assign.value_id);
    if (!value) {
      return value.error();
    }
    if (auto refusal = is_over_slices_ ? find_refused_operation(nest_, types_, assign.value_id)
                                       : std::nullopt) {
      return refusal;
    }
    for (const ExpressionId target_id : assign.target_ids) {
      if (auto refusal = bind(target_id, *value)) {
        return refusal;
      }
    }
    return std::nullopt;
  }

  // a, b = x, y
  MaybeRefusal type_unpacked(const Assign& assign, SourceRange range) {
    const auto& targets = std::get<Display>(nest_.expressions[assign.target_ids.front()].node);
    const auto* values = std::get_if<Display>(&nest_.expressions[assign.value_id].node);
    if (assign.target_ids.size() != 1 || values == nullptr || values->kind != DisplayKind::Tuple ||
        values->element_ids.size() != targets.element_ids.size()) {
      return Refusal{RefusalKind::NotCompiledYet, range, "this unpacking"};
    }
    for (std::size_t position = 0; position < values->element_ids.size(); ++position) {
      const Typed value = expressions_.type_of(values->element_ids[position]);
      if (!value) {
        return value.error();
      }
      if (auto refusal = bind(targets.element_ids[position], *value)) {
        return refusal;
      }
    }
    return std::nullopt;
  }

  MaybeRefusal type_branch(const If& branch) {
    auto refusal = type_test(branch.test_id);
    refusal = refusal ? refusal : type_block(branch.then_block);
    return refusal ? refusal : type_block(branch.else_block);
  }

  MaybeRefusal type_test(ExpressionId test_id) {
    const Typed test = expressions_.type_of(test_id);
    return test ? std::nullopt : MaybeRefusal(test.error());
  }

  MaybeRefusal bind(ExpressionId target_id, ValueTypes types) {
    const Expression& target = nest_.expressions[target_id];
    if (const auto reference = find_element(nest_, target_id)) {
      const Typed element = expressions_.type_of(target_id);
      return element ? bind_element(reference->base_id, types, target.range)
                     : MaybeRefusal(element.error());
    }
    const auto* name = std::get_if<NameRead>(&target.node);
    if (name == nullptr) {
      return Refusal{RefusalKind::NotCompiledYet, target.range,
                     "a target other than a name or an array element"};
    }
    return bind_name(name->name_id, types, target.range);
  }

  // An array casts what it is given, a list keeps it as it is. NumPy warns of the part that is lost
  // where a complex number becomes a real one, and Python raises.
  MaybeRefusal bind_element(NameId base_id, ValueTypes stored, SourceRange range) {
    const auto list = types_.lists.find(base_id);
    if (list == types_.lists.end()) {
      const bool loses_part =
          any_type(stored, is_complex) && !is_complex(scalar_type_of(types_.arrays.at(base_id)));
      return loses_part ? MaybeRefusal({RefusalKind::UnsupportedType, range,
                                        "a complex number in an array of others"})
                        : std::nullopt;
    }
    ValueTypes types = list->second;
    types.insert(stored);
    if (!single_type(types) && any_type(types, [](ValueType type) {
          return type != ValueType::Int && type != ValueType::Float;
        })) {
      return Refusal{
          RefusalKind::UnsupportedType, range,
          "`" + nest_.names[base_id].text + "`, a list, would hold values of several types"};
    }
    list->second = types;
    return std::nullopt;
  }

  MaybeRefusal bind_name(NameId name_id, ValueTypes types, SourceRange range) {
    if (types_.arrays.contains(name_id)) {
      return Refusal{RefusalKind::UnsupportedType, range,
                     "`" + nest_.names[name_id].text + "`, an array, is bound anew"};
    }
    types_.scalars[name_id].insert(types);
    return std::nullopt;
  }

  const LoopNest& nest_;
  const ArgumentFacts& facts_;
  NestTypes types_;
  ExpressionTypes expressions_;
  // The statement at hand is one on slices of arrays.
  bool is_over_slices_ = false;
};

}  // namespace

// Only powers by literals are taken of complex numbers, and they stay what they are.
ValueTypes NestTypes::of_augmented(const AugmentedAssign& assign) const {
  if (assign.op == loop_ir::BinaryOperator::Power && any_type(of(assign.target_id), is_complex)) {
    return of(assign.target_id);
  }
  const auto arithmetic =
      arithmetic_of(assign.op, of(assign.target_id), of(assign.value_id), float_mode);
  AUTOPAR_CHECK(arithmetic, "an operation that typing takes");
  return arithmetic->results;
}

ValueTypes NestTypes::element_types(NameId name_id) const {
  const auto list = lists.find(name_id);
  if (list != lists.end()) {
    return list->second;
  }
  return only(scalar_type_of(arrays.at(name_id)));
}

bool NestTypes::has_complex() const {
  const auto has = [](ValueTypes value_types) { return any_type(value_types, is_complex); };
  return std::ranges::any_of(expressions, has) ||
         std::ranges::any_of(scalars, [&](const auto& scalar) { return has(scalar.second); }) ||
         std::ranges::any_of(
             arrays, [](const auto& array) { return is_complex(scalar_type_of(array.second)); });
}

bool NestTypes::is_mixed_list(NameId name_id) const {
  const auto list = lists.find(name_id);
  return list != lists.end() && !single_type(list->second);
}

tl::expected<NestTypes, Refusal> infer_types(const LoopNest& nest, const ArgumentFacts& facts,
                                             FloatMode mode) {
  return Inference(nest, facts, mode).run();
}

std::optional<RangeReference> find_range(const LoopNest& nest, LoopId loop_id) {
  const Loop& loop = nest.loops[loop_id];
  if (loop.kind != LoopKind::For) {
    return std::nullopt;
  }
  if (const Call* range = as_range(nest, loop.iterable_id)) {
    return RangeReference{range, false};
  }
  const auto* call = std::get_if<Call>(&nest.expressions[loop.iterable_id].node);
  const bool is_reversed = call != nullptr && call->resolved == "reversed" &&
                           call->arguments.size() == 1 && are_positional(*call);
  const Call* range = is_reversed ? as_range(nest, call->arguments.front().value_id) : nullptr;
  return range == nullptr ? std::nullopt : std::optional(RangeReference{range, true});
}

}  // namespace autopar::typing
