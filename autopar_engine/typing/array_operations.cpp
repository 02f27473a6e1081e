#include "typing/array_operations.hpp"

#include "loop_ir/traversal.hpp"

namespace autopar::typing {
namespace {

using loop_ir::BinaryOperator;
using loop_ir::ExpressionId;
using loop_ir::LoopNest;

bool is_rounded_otherwise(BinaryOperator op, ValueTypes results) {
  return (op == BinaryOperator::Multiply || op == BinaryOperator::TrueDivide) &&
         any_type(results, is_complex);
}

Refusal complex_operation(SourceRange range) {
  return {RefusalKind::OtherOperator, range, "a product or a quotient of complex arrays"};
}

// Of an array of elements of this type.
bool can_hold_in_place(ValueType element, ValueType result) {
  const bool is_of_kind =
      is_complex(element) ? is_inexact(result) : is_real(element) && is_real(result);
  return result == element || is_of_kind;
}

}  // namespace

std::optional<Refusal> find_refused_operation(const LoopNest& nest, const NestTypes& types,
                                              ExpressionId value_id) {
  for (const ExpressionId part_id : loop_ir::subtree_of(nest, value_id)) {
    const loop_ir::Expression& part = nest.expressions[part_id];
    const auto* binary = std::get_if<loop_ir::Binary>(&part.node);
    if (binary != nullptr && is_rounded_otherwise(binary->op, types.of(part_id))) {
      return complex_operation(part.range);
    }
  }
  return std::nullopt;
}

std::optional<Refusal> find_refused_update(const LoopNest& nest, const NestTypes& types,
                                           const loop_ir::AugmentedAssign& assign,
                                           ValueTypes results) {
  const auto target = loop_ir::find_element(nest, assign.target_id);
  const SourceRange range = nest.expressions[assign.target_id].range;
  const ValueType element = scalar_type_of(types.arrays.at(target->base_id));
  if (any_type(results, [&](ValueType result) { return !can_hold_in_place(element, result); })) {
    return Refusal{RefusalKind::OtherOperator, range,
                   "an update of an array by values of another kind"};
  }
  return is_rounded_otherwise(assign.op, results)
             ? complex_operation(range)
             : find_refused_operation(nest, types, assign.value_id);
}

}  // namespace autopar::typing
