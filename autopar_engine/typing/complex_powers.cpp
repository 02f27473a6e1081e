#include "typing/complex_powers.hpp"

namespace autopar::typing {
namespace {

using namespace loop_ir;  // NOLINT(google-build-using-namespace): every node of the nest is named

// Of 2 and -2.
std::optional<std::int64_t> literal_of(const LoopNest& nest, ExpressionId expression_id) {
  const ExpressionNode& node = nest.expressions[expression_id].node;
  if (const auto* literal = std::get_if<IntegerLiteral>(&node)) {
    return literal->value;
  }
  const auto* unary = std::get_if<Unary>(&node);
  const auto* digits = unary != nullptr && unary->op == UnaryOperator::Negate
                           ? std::get_if<IntegerLiteral>(&nest.expressions[unary->operand_id].node)
                           : nullptr;
  return digits == nullptr ? std::nullopt : std::optional(-digits->value);
}

}  // namespace

std::optional<ComplexPower> find_complex_power(const LoopNest& nest, BinaryOperator op,
                                               ValueTypes base_types, ExpressionId exponent_id) {
  constexpr std::int64_t kMost = 100;
  const auto type = single_type(base_types);
  if (op != BinaryOperator::Power || !type || !is_complex(*type)) {
    return std::nullopt;
  }
  const auto exponent = literal_of(nest, exponent_id);
  const bool is_taken = exponent && (is_numpy(*type) ? *exponent == 2 || *exponent == 3
                                                     : -kMost <= *exponent && *exponent <= kMost);
  return is_taken ? std::optional(ComplexPower{*type, *exponent}) : std::nullopt;
}

}  // namespace autopar::typing
