#include "typing/infer_types.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"
#include "typing/unread_operations.hpp"

namespace autopar::typing {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

using Typed = tl::expected<ValueTypes, Refusal>;

tl::unexpected<Refusal> refuse(RefusalKind kind, SourceRange range, std::string detail) {
  return tl::unexpected<Refusal>(Refusal{kind, range, std::move(detail)});
}

// Only a literal: a divisor of this form can't be zero.
bool is_nonzero_literal(const Expression& expression) {
  if (const auto* real = std::get_if<FloatLiteral>(&expression.node)) {
    return real->value != 0;
  }
  const auto* integer = std::get_if<IntegerLiteral>(&expression.node);
  return integer != nullptr && integer->value != 0;
}

// The result of an arithmetic operator on one pair of operand types.
ValueType combine(ValueType left, ValueType right, BinaryOperator op) {
  if (left == ValueType::NumpyFloat64 || right == ValueType::NumpyFloat64) {
    return ValueType::NumpyFloat64;
  }
  if (left == ValueType::Float || right == ValueType::Float || op == BinaryOperator::TrueDivide) {
    return ValueType::Float;
  }
  return ValueType::Int;
}

class Inference {
 public:
  Inference(const LoopNest& nest, const ArgumentFacts& facts) : nest_(nest) {
    types_.expressions.resize(nest.expressions.size());
    for (const auto& [name_id, argument] : facts.arguments) {
      add_argument(name_id, argument);
    }
  }

  tl::expected<NestTypes, Refusal> run(const ArgumentFacts& facts) {
    if (!nest_.refusals.empty()) {
      return tl::unexpected<Refusal>(*nest_.refusals.begin());
    }
    if (auto refusal = check_loops()) {
      return tl::unexpected<Refusal>(*std::move(refusal));
    }
    if (auto refusal = check_accesses(facts)) {
      return tl::unexpected<Refusal>(*std::move(refusal));
    }
    if (auto refusal = reach_fixpoint()) {
      return tl::unexpected<Refusal>(*std::move(refusal));
    }
    if (auto refusal = find_unread_operation(nest_, types_)) {
      return tl::unexpected<Refusal>(*std::move(refusal));
    }
    return std::move(types_);
  }

 private:
  void add_argument(NameId name_id, const LiveArgument& argument) {
    if (std::holds_alternative<IntegerArgument>(argument)) {
      types_.scalars[name_id].insert(ValueType::Int);
    } else if (std::holds_alternative<FloatArgument>(argument)) {
      types_.scalars[name_id].insert(ValueType::Float);
    } else {
      types_.arrays[name_id] = std::get<ArrayArgument>(argument).data_type;
    }
  }

  std::optional<Refusal> check_loops() {
    for (const LoopId loop_id : nest_.loops.ids()) {
      const Loop& loop = nest_.loops[loop_id];
      const bool is_range = loop.kind == LoopKind::For && loop.index_name_id.is_valid() &&
                            loop.domain.wrappers.empty() &&
                            loop.domain.target_kind == TargetKind::Name && loop.domain.start &&
                            loop.domain.stop && loop.domain.step && loop.else_block.empty();
      if (!is_range) {
        return Refusal{RefusalKind::NotCompiledYet, loop.range,
                       "a loop other than `for` over a range with affine bounds"};
      }
      for (LoopId outer = loop.parent_id; outer.is_valid(); outer = nest_.loops[outer].parent_id) {
        if (nest_.loops[outer].index_name_id == loop.index_name_id) {
          return Refusal{RefusalKind::NotCompiledYet, loop.range,
                         "an inner loop reuses the outer loop's variable"};
        }
      }
      if (types_.arrays.contains(loop.index_name_id)) {
        return Refusal{RefusalKind::UnsupportedType, loop.range,
                       "the loop variable's name holds an array"};
      }
      types_.scalars[loop.index_name_id].insert(ValueType::Int);
      index_names_.push_back(loop.index_name_id);
    }
    return std::nullopt;
  }

  std::optional<Refusal> check_accesses(const ArgumentFacts& facts) {
    for (const Access& access : nest_.accesses) {
      const std::string& name = nest_.names[access.base_id].text;
      const ArrayArgument* array = facts.find_array(access.base_id);
      // A number that is stored somewhere stays a number of its own.
      if (access.kind == AccessKind::Scalar ||
          (access.kind == AccessKind::Whole && array == nullptr)) {
        continue;
      }
      if (access.kind == AccessKind::Whole) {
        return Refusal{RefusalKind::NotCompiledYet, access.range, "`" + name + "` is used whole"};
      }
      if (array == nullptr || array->data_type != DataType::Float64 ||
          array->rank() != access.dimensions.size()) {
        return Refusal{RefusalKind::UnsupportedType, access.range,
                       "`" + name + "` is no float64 array with one index per dimension"};
      }
      if (!std::ranges::all_of(access.dimensions, [](const SubscriptDimension& dimension) {
            return dimension.affine.has_value();
          })) {
        return Refusal{RefusalKind::NotCompiledYet, access.range,
                       "a subscript that is no affine form"};
      }
    }
    return std::nullopt;
  }

  // Types only grow and there are three of them per name, so this ends.
  std::optional<Refusal> reach_fixpoint() {
    bool has_changed = true;
    while (has_changed) {
      const auto before = types_.scalars;
      types_.checked_integers.clear();
      if (auto refusal = type_block(nest_.loops[LoopNest::root()].body)) {
        return refusal;
      }
      has_changed = before != types_.scalars;
    }
    return std::nullopt;
  }

  std::optional<Refusal> type_block(const Block& block) {
    for (const StatementId statement_id : block) {
      if (auto refusal = type_statement(nest_.statements[statement_id])) {
        return refusal;
      }
    }
    return std::nullopt;
  }

  std::optional<Refusal> type_statement(const Statement& statement) {
    if (const auto* assign = std::get_if<Assign>(&statement.node)) {
      if (assign->target_ids.size() != 1) {
        return Refusal{RefusalKind::NotCompiledYet, statement.range, "chained assignment"};
      }
      const Typed value = type_of(assign->value_id);
      return value ? bind(assign->target_ids.front(), *value) : std::optional(value.error());
    }
    if (const auto* assign = std::get_if<AugmentedAssign>(&statement.node)) {
      const Typed result = type_of_augmented(*assign, statement.range);
      return result ? bind(assign->target_id, *result) : std::optional(result.error());
    }
    if (const auto* inner = std::get_if<LoopStatement>(&statement.node)) {
      return type_block(nest_.loops[inner->loop_id].body);
    }
    if (std::holds_alternative<Pass>(statement.node)) {
      return std::nullopt;
    }
    return Refusal{RefusalKind::NotCompiledYet, statement.range,
                   "a statement other than an assignment or a loop"};
  }

  std::optional<Refusal> bind(ExpressionId target_id, ValueTypes types) {
    const Expression& target = nest_.expressions[target_id];
    if (find_element(nest_, target_id)) {
      const Typed element = type_of(target_id);
      return element ? std::nullopt : std::optional(element.error());
    }
    const auto* name = std::get_if<NameRead>(&target.node);
    if (name == nullptr) {
      return Refusal{RefusalKind::NotCompiledYet, target.range,
                     "a target other than a name or an array element"};
    }
    if (types_.arrays.contains(name->name_id) ||
        std::ranges::find(index_names_, name->name_id) != index_names_.end()) {
      return Refusal{RefusalKind::NotCompiledYet, target.range,
                     "an array or a loop variable is bound anew"};
    }
    types_.scalars[name->name_id].insert(types);
    return std::nullopt;
  }

  Typed type_of(ExpressionId expression_id) {
    Typed typed = compute_type(expression_id);
    if (typed) {
      types_.expressions[expression_id.index()] = *typed;
    }
    return typed;
  }

  Typed compute_type(ExpressionId expression_id) {
    const Expression& expression = nest_.expressions[expression_id];
    if (const auto element = find_element(nest_, expression_id)) {
      return type_of_element(*element, expression.range);
    }
    if (find_extent(nest_, expression_id)) {
      return only(ValueType::Int);
    }
    if (std::holds_alternative<IntegerLiteral>(expression.node)) {
      return only(ValueType::Int);
    }
    if (std::holds_alternative<FloatLiteral>(expression.node)) {
      return only(ValueType::Float);
    }
    if (const auto* name = std::get_if<NameRead>(&expression.node)) {
      return type_of_name(name->name_id, expression.range);
    }
    if (const auto* unary = std::get_if<Unary>(&expression.node)) {
      return type_of_unary(*unary, expression_id);
    }
    if (const auto* binary = std::get_if<Binary>(&expression.node)) {
      const Typed left = type_of(binary->left_id);
      const Typed right = left ? type_of(binary->right_id) : left;
      return right ? type_of_binary(binary->op, *left, *right, binary->right_id, expression_id)
                   : right;
    }
    return refuse(RefusalKind::NotCompiledYet, expression.range, "this kind of expression");
  }

  Typed type_of_element(const ElementReference& element, SourceRange range) {
    if (!types_.arrays.contains(element.base_id)) {
      return refuse(RefusalKind::UnsupportedType, range,
                    "`" + nest_.names[element.base_id].text + "` is no array");
    }
    for (const ExpressionId index_id : element.index_ids) {
      const Typed index = type_of(index_id);
      if (!index) {
        return index;
      }
      if (!index->empty() && *index != only(ValueType::Int)) {
        return refuse(RefusalKind::UnsupportedType, range, "a subscript that is no int");
      }
    }
    return only(ValueType::NumpyFloat64);
  }

  // Empty in an early round for a name that a later statement binds.
  Typed type_of_name(NameId name_id, SourceRange range) {
    const std::string& text = nest_.names[name_id].text;
    if (types_.arrays.contains(name_id)) {
      return refuse(RefusalKind::NotCompiledYet, range, "array `" + text + "` as a value");
    }
    const auto found = types_.scalars.find(name_id);
    if (found != types_.scalars.end()) {
      return found->second;
    }
    if (!nest_.names[name_id].is_written) {
      return refuse(RefusalKind::UnsupportedType, range, "`" + text + "` is no int or float");
    }
    return ValueTypes();
  }

  // expression_id is not valid for an augmented assignment.
  Typed refuse_operator(SourceRange range, ExpressionId expression_id) const {
    return refuse(RefusalKind::OtherOperator, range,
                  expression_id.is_valid() ? loop_ir::print_expression(nest_, expression_id) : "");
  }

  Typed type_of_unary(const Unary& unary, ExpressionId expression_id) {
    if (unary.op != UnaryOperator::Negate && unary.op != UnaryOperator::Plus) {
      return refuse_operator(nest_.expressions[expression_id].range, expression_id);
    }
    const Typed operand = type_of(unary.operand_id);
    if (operand && operand->contains(ValueType::Int)) {
      if (*operand != only(ValueType::Int)) {
        return refuse(RefusalKind::UnsupportedType, nest_.expressions[expression_id].range,
                      "a value that is an int or a float, as the data decides");
      }
      types_.checked_integers.push_back(expression_id);
    }
    return operand;
  }

  Typed type_of_augmented(const AugmentedAssign& assign, SourceRange range) {
    const Typed current = type_of(assign.target_id);
    const Typed value = current ? type_of(assign.value_id) : current;
    if (!value) {
      return value;
    }
    const Typed result = type_of_binary(assign.op, *current, *value, assign.value_id, {});
    if (result && *result == only(ValueType::Int)) {
      return refuse(RefusalKind::NotCompiledYet, range, "a running Python int, which may outgrow");
    }
    return result;
  }

  // expression_id is not valid for an augmented assignment.
  Typed type_of_binary(BinaryOperator op, ValueTypes left, ValueTypes right, ExpressionId right_id,
                       ExpressionId expression_id) {
    const SourceRange range =
        nest_.expressions[expression_id.is_valid() ? expression_id : right_id].range;
    const bool is_ring = op == BinaryOperator::Add || op == BinaryOperator::Subtract ||
                         op == BinaryOperator::Multiply;
    if (!is_ring && op != BinaryOperator::TrueDivide) {
      return refuse_operator(range, expression_id);
    }
    ValueTypes result;
    for (const ValueType left_type : all_of<ValueType>()) {
      for (const ValueType right_type : all_of<ValueType>()) {
        if (!left.contains(left_type) || !right.contains(right_type)) {
          continue;
        }
        if (auto refusal = check_pair(op, left_type, right_type, right_id, range)) {
          return tl::unexpected<Refusal>(*std::move(refusal));
        }
        result.insert(combine(left_type, right_type, op));
      }
    }
    const ValueTypes only_int = only(ValueType::Int);
    if (result.contains(ValueType::Int) && (left != only_int || right != only_int)) {
      return refuse(RefusalKind::UnsupportedType, range,
                    "a value that is an int or a float, as the data decides");
    }
    if (result == only_int && expression_id.is_valid()) {
      types_.checked_integers.push_back(expression_id);
    }
    return result;
  }

  std::optional<Refusal> check_pair(BinaryOperator op, ValueType left, ValueType right,
                                    ExpressionId right_id, SourceRange range) const {
    if (op != BinaryOperator::TrueDivide || left == ValueType::NumpyFloat64 ||
        right == ValueType::NumpyFloat64) {
      return std::nullopt;
    }
    if (left == ValueType::Int && right == ValueType::Int) {
      return Refusal{RefusalKind::NotCompiledYet, range, "int / int"};
    }
    if (!is_nonzero_literal(nest_.expressions[right_id])) {
      return Refusal{RefusalKind::NotCompiledYet, range,
                     "division of Python floats by what may be zero"};
    }
    return std::nullopt;
  }

  const LoopNest& nest_;
  NestTypes types_;
  std::vector<NameId> index_names_;
};

}  // namespace

tl::expected<NestTypes, Refusal> infer_types(const LoopNest& nest, const ArgumentFacts& facts) {
  auto types = Inference(nest, facts).run(facts);
  if (!types) {
    return types;
  }
  for (const auto& [name_id, value_types] : types->scalars) {
    if (value_types.empty()) {
      return tl::unexpected<Refusal>(Refusal{RefusalKind::UnsupportedType,
                                             nest.loops[LoopNest::root()].range,
                                             "`" + nest.names[name_id].text + "` has no type"});
    }
  }
  return types;
}

}  // namespace autopar::typing
