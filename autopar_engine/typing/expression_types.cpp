#include "typing/expression_types.hpp"

#include <cmath>
#include <utility>

#include "base/overloaded.hpp"
#include "loop_ir/compiled_calls.hpp"
#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"
#include "typing/arithmetic.hpp"
#include "typing/comparison.hpp"
#include "typing/complex_powers.hpp"
#include "typing/typed.hpp"

namespace autopar::typing {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

// a[i, j], or a[i, j][k].
bool has_index_of_several(const LoopNest& nest, ExpressionId expression_id) {
  const auto* subscript = std::get_if<Subscript>(&nest.expressions[expression_id].node);
  return subscript != nullptr &&
         (subscript->index_ids.size() != 1 || has_index_of_several(nest, subscript->base_id));
}

}  // namespace

Typed ExpressionTypes::type_of(ExpressionId expression_id) {
  Typed typed = compute(expression_id);
  if (typed) {
    types_.expressions[expression_id.index()] = *typed;
  }
  return typed;
}

Typed ExpressionTypes::type_of_augmented(const AugmentedAssign& assign) {
  return type_of_binary(assign.op, assign.target_id, assign.value_id,
                        nest_.expressions[assign.target_id].range);
}

Typed ExpressionTypes::compute(ExpressionId expression_id) {
  const Expression& expression = nest_.expressions[expression_id];
  if (is_cell_of_slice(nest_, expression_id)) {
    return type_of_cell(expression_id);
  }
  if (const auto slices = find_slice_bounds(nest_, expression_id); !slices.empty()) {
    return type_of_slice_length(slices, expression.range);
  }
  if (find_element(nest_, expression_id)) {
    return type_of_element(expression, expression_id);
  }
  for (const auto& row :
       {find_row_length(nest_, expression_id), find_place(nest_, expression_id)}) {
    if (row) {
      return type_of_row_fact(*row, expression.range);
    }
  }
  if (const auto extent = find_extent(nest_, expression_id)) {
    const bool is_shape = std::holds_alternative<Subscript>(expression.node);
    return is_shape && types_.lists.contains(extent->name_id)
               ? refuse(RefusalKind::UnsupportedType, expression.range, "a list has no shape")
               : Typed(only(ValueType::Int));
  }
  return std::visit(
      Overloaded{
          [](const IntegerLiteral&) { return Typed(only(ValueType::Int)); },
          [](const BooleanLiteral&) { return Typed(only(ValueType::Bool)); },
          [&](const FloatLiteral& literal) {
            return std::isfinite(literal.value)
                       ? Typed(only(ValueType::Float))
                       : refuse(RefusalKind::NotCompiledYet, expression.range,
                                "a float literal that is infinite");
          },
          [&](const ImaginaryLiteral& literal) {
            return std::isfinite(literal.value)
                       ? Typed(only(ValueType::Complex))
                       : refuse(RefusalKind::NotCompiledYet, expression.range,
                                "an imaginary literal that is infinite");
          },
          [&](const NameRead& name) { return type_of_name(name.name_id, expression.range); },
          [&](const Attribute& attribute) {
            return type_of_attribute(attribute, expression.range);
          },
          [&](const Unary& unary) { return type_of_unary(unary, expression.range); },
          [&](const Binary& binary) {
            return type_of_binary(binary.op, binary.left_id, binary.right_id, expression.range);
          },
          [&](const Comparison& comparison) {
            return type_of_comparison(comparison, expression.range);
          },
          [&](const BooleanOperation& operation) { return type_of_choice(operation.operand_ids); },
          [&](const Conditional& conditional) { return type_of_conditional(conditional); },
          [&](const Call& call) { return type_of_call(call, expression.range); },
          [&](const auto&) -> Typed {
            return refuse(RefusalKind::NotCompiledYet, expression.range,
                          loop_ir::print_expression(nest_, expression_id));
          }},
      expression.node);
}

Typed ExpressionTypes::type_of_element(const Expression& expression, ExpressionId expression_id) {
  const auto element = find_element(nest_, expression_id);
  const auto array = types_.arrays.find(element->base_id);
  if (array == types_.arrays.end()) {
    return refuse(RefusalKind::UnsupportedType, expression.range,
                  "`" + nest_.names[element->base_id].text + "` is no array");
  }
  if (auto refusal = check_indices(element->index_ids, expression.range)) {
    return tl::unexpected<Refusal>(*std::move(refusal));
  }
  if (types_.lists.contains(element->base_id) && has_index_of_several(nest_, expression_id)) {
    return refuse(RefusalKind::UnsupportedType, expression.range,
                  "a list takes one index at a time");
  }
  return types_.element_types(element->base_id);
}

std::optional<Refusal> ExpressionTypes::check_indices(const std::vector<ExpressionId>& index_ids,
                                                      SourceRange range) {
  for (const ExpressionId index_id : index_ids) {
    const Typed index = type_of(index_id);
    if (!index) {
      return index.error();
    }
    if (any_type(*index, [](ValueType type) { return !is_integer(type); })) {
      return Refusal{RefusalKind::UnsupportedType, range, "a subscript that is no int"};
    }
  }
  return std::nullopt;
}

Typed ExpressionTypes::type_of_row_fact(const ElementReference& row, SourceRange range) {
  if (!types_.arrays.contains(row.base_id)) {
    return refuse(RefusalKind::UnsupportedType, range,
                  "`" + nest_.names[row.base_id].text + "` is no array");
  }
  auto refusal = check_indices(row.index_ids, range);
  return refusal ? Typed(tl::unexpected<Refusal>(*std::move(refusal)))
                 : Typed(only(ValueType::Int));
}

// What is made of the numbers is that of ints, whatever types they have.
Typed ExpressionTypes::type_of_cell(ExpressionId index_id) {
  const Expression& index = nest_.expressions[index_id];
  if (const auto* name = std::get_if<NameRead>(&index.node)) {
    return type_of_name(name->name_id, index.range);
  }
  const auto& binary = std::get<Binary>(index.node);
  auto refusal = check_indices({binary.left_id, binary.right_id}, index.range);
  return refusal ? Typed(tl::unexpected<Refusal>(*std::move(refusal)))
                 : Typed(only(ValueType::Int));
}

Typed ExpressionTypes::type_of_slice_length(const std::vector<SliceBounds>& slices,
                                            SourceRange range) {
  for (const SliceBounds& slice : slices) {
    auto refusal = check_indices({slice.lower_id, slice.upper_id, slice.extent_id}, range);
    if (refusal) {
      return tl::unexpected<Refusal>(*std::move(refusal));
    }
  }
  return only(ValueType::Int);
}

Typed ExpressionTypes::type_of_name(NameId name_id, SourceRange range) {
  const std::string& text = nest_.names[name_id].text;
  if (types_.arrays.contains(name_id)) {
    return refuse(RefusalKind::NotCompiledYet, range, "array `" + text + "` as a value");
  }
  const auto found = types_.scalars.find(name_id);
  if (found != types_.scalars.end()) {
    return found->second;
  }
  if (!nest_.names[name_id].is_written) {
    return refuse(RefusalKind::UnsupportedType, range, "`" + text + "` is no number");
  }
  return ValueTypes();
}

Typed ExpressionTypes::type_of_attribute(const Attribute& attribute, SourceRange range) {
  if (attribute.attribute != "real" && attribute.attribute != "imag") {
    return refuse(RefusalKind::NotCompiledYet, range, "the attribute " + attribute.attribute);
  }
  const Typed object = type_of(attribute.object_id);
  return object ? results_of(part_arithmetic(*object), range) : object;
}

Typed ExpressionTypes::type_of_unary(const Unary& unary, SourceRange range) {
  const Typed operand = type_of(unary.operand_id);
  if (!operand) {
    return operand;
  }
  switch (unary.op) {
    case UnaryOperator::Negate:
    case UnaryOperator::Plus:
      return results_of(sign_arithmetic(*operand), range);
    case UnaryOperator::Not:
      return only(ValueType::Bool);
    case UnaryOperator::Invert:
      return results_of(inversion_arithmetic(*operand), range);
  }
  return refuse(RefusalKind::OtherOperator, range, "");
}

Typed ExpressionTypes::type_of_binary(BinaryOperator op, ExpressionId left_id,
                                      ExpressionId right_id, SourceRange range) {
  const Typed left = type_of(left_id);
  const Typed right = left ? type_of(right_id) : left;
  if (!right) {
    return right;
  }
  const auto power = find_complex_power(nest_, op, *left, right_id);
  return power ? Typed(only(power->type))
               : results_of(arithmetic_of(op, *left, *right, types_.float_mode), range);
}

Typed ExpressionTypes::type_of_comparison(const Comparison& comparison, SourceRange range) {
  ValueTypes results;
  Typed left = type_of(comparison.first_id);
  for (const auto& [op, right_id] : comparison.rest) {
    const Typed right = left ? type_of(right_id) : left;
    if (!right) {
      return right;
    }
    const bool has_order = !may_be_complex(*left) && !may_be_complex(*right);
    const bool is_taken = op == ComparisonOperator::Equal || op == ComparisonOperator::NotEqual ||
                          (op < ComparisonOperator::Equal && has_order);
    if (!is_taken || !comparison_type(*left, *right)) {
      return refuse(RefusalKind::OtherOperator, range, "this comparison");
    }
    results.insert(comparison_results(*left, *right));
    left = right;
  }
  return results;
}

Typed ExpressionTypes::type_of_choice(const std::vector<ExpressionId>& operand_ids) {
  ValueTypes results;
  for (const ExpressionId operand_id : operand_ids) {
    const Typed operand = type_of(operand_id);
    if (!operand) {
      return operand;
    }
    results.insert(*operand);
  }
  return results;
}

Typed ExpressionTypes::type_of_conditional(const Conditional& conditional) {
  const Typed test = type_of(conditional.test_id);
  return test ? type_of_choice({conditional.when_true_id, conditional.when_false_id}) : test;
}

}  // namespace autopar::typing
