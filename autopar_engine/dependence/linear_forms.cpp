#include "dependence/linear_forms.hpp"

#include "base/overloaded.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::BinaryOperator;
using loop_ir::ExpressionId;
using loop_ir::LoopNest;

PlaceForm other_form() { return {FormShape::Other, {}}; }

PlaceForm with_places(FormShape shape, const PlaceForm& left, const PlaceForm& right) {
  PlaceForm form{shape, left.places};
  form.places.insert(right.places.begin(), right.places.end());
  return form;
}

bool is_linear(const PlaceForm& form) { return form.shape == FormShape::Linear; }

PlaceForm add(const PlaceForm& left, const PlaceForm& right) {
  if (is_linear(left) && is_linear(right)) {
    return with_places(FormShape::Linear, left, right);
  }
  return left.is_free() ? right : right.is_free() ? left : other_form();
}

PlaceForm multiply(const PlaceForm& left, const PlaceForm& right) {
  return left.is_free() ? right : right.is_free() ? left : other_form();
}

PlaceForm divide(const PlaceForm& left, const PlaceForm& right) {
  if (right.is_free()) {
    return left;
  }
  const bool is_quotient = is_linear(left) && is_linear(right);
  const bool is_inverse = left.is_free() && right.shape == FormShape::Fraction;
  return is_quotient || is_inverse ? with_places(FormShape::Fraction, left, right) : other_form();
}

}  // namespace

PlaceForm combine_forms(BinaryOperator op, const PlaceForm& left, const PlaceForm& right) {
  switch (op) {
    case BinaryOperator::Add:
    case BinaryOperator::Subtract:
      return add(left, right);
    case BinaryOperator::Multiply:
      return multiply(left, right);
    case BinaryOperator::TrueDivide:
      return divide(left, right);
    default:
      return left.is_free() && right.is_free() ? PlaceForm{} : other_form();
  }
}

PlaceForm join_forms(const PlaceForm& left, const PlaceForm& right) {
  const bool is_known = left.shape != FormShape::Other && right.shape != FormShape::Other;
  const bool is_fraction = left.shape == FormShape::Fraction || right.shape == FormShape::Fraction;
  return is_known ? with_places(is_fraction ? FormShape::Fraction : FormShape::Linear, left, right)
                  : other_form();
}

PlaceForm form_of(const LoopNest& nest, ExpressionId expression_id, const KnownForm& known) {
  if (auto form = known(expression_id)) {
    return *form;
  }
  return std::visit(Overloaded{
                        [&](const loop_ir::Unary& unary) {
                          const bool keeps_form = unary.op == loop_ir::UnaryOperator::Negate ||
                                                  unary.op == loop_ir::UnaryOperator::Plus;
                          return keeps_form ? form_of(nest, unary.operand_id, known) : other_form();
                        },
                        [&](const loop_ir::Binary& binary) {
                          return combine_forms(binary.op, form_of(nest, binary.left_id, known),
                                               form_of(nest, binary.right_id, known));
                        },
                        [&](const loop_ir::Conditional& choice) {
                          return form_of(nest, choice.test_id, known).is_free()
                                     ? join_forms(form_of(nest, choice.when_true_id, known),
                                                  form_of(nest, choice.when_false_id, known))
                                     : other_form();
                        },
                        [](const auto&) { return other_form(); },
                    },
                    nest.expressions[expression_id].node);
}

}  // namespace autopar::dependence
