#include "typing/expression_types.hpp"

#include <utility>

#include "base/overloaded.hpp"
#include "loop_ir/traversal.hpp"
#include "typing/arithmetic.hpp"

namespace autopar::typing {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

tl::unexpected<Refusal> refuse(RefusalKind kind, SourceRange range, std::string detail) {
  return tl::unexpected<Refusal>(Refusal{kind, range, std::move(detail)});
}

Typed results_of(tl::expected<Arithmetic, std::string> arithmetic, SourceRange range) {
  return arithmetic ? Typed(arithmetic->results)
                    : refuse(RefusalKind::OtherOperator, range, std::move(arithmetic).error());
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
  if (find_element(nest_, expression_id)) {
    return type_of_element(expression, expression_id);
  }
  if (find_extent(nest_, expression_id)) {
    return only(ValueType::Int);
  }
  return std::visit(
      Overloaded{
          [](const IntegerLiteral&) { return Typed(only(ValueType::Int)); },
          [](const FloatLiteral&) { return Typed(only(ValueType::Float)); },
          [&](const NameRead& name) { return type_of_name(name.name_id, expression.range); },
          [&](const Unary& unary) { return type_of_unary(unary, expression.range); },
          [&](const Binary& binary) {
            return type_of_binary(binary.op, binary.left_id, binary.right_id, expression.range);
          },
          [&](const auto&) -> Typed {
            return refuse(RefusalKind::NotCompiledYet, expression.range, "this kind of expression");
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
  for (const ExpressionId index_id : element->index_ids) {
    const Typed index = type_of(index_id);
    if (!index) {
      return index;
    }
    if (any_type(*index, [](ValueType type) { return !is_integer(type); })) {
      return refuse(RefusalKind::UnsupportedType, expression.range, "a subscript that is no int");
    }
  }
  const auto type = scalar_type_of(array->second);
  return type ? Typed(only(*type))
              : refuse(RefusalKind::UnsupportedType, expression.range, "complex elements");
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
    case UnaryOperator::Invert:
      break;
  }
  return refuse(RefusalKind::OtherOperator, range, "");
}

Typed ExpressionTypes::type_of_binary(BinaryOperator op, ExpressionId left_id,
                                      ExpressionId right_id, SourceRange range) {
  const Typed left = type_of(left_id);
  const Typed right = left ? type_of(right_id) : left;
  return right ? results_of(arithmetic_of(op, *left, *right), range) : right;
}

}  // namespace autopar::typing
