#include "loop_ir/affine_form.hpp"

#include <algorithm>

#include "base/checked_int.hpp"

namespace autopar::loop_ir {
namespace {

template <class Terms, class Id_>
std::int64_t find_coefficient(const Terms& terms, Id_ id) {
  const auto* const found = std::ranges::lower_bound(terms, id, {}, &Terms::value_type::first);
  return found != terms.end() && found->first == id ? found->second : 0;
}

// Both lists sorted by id; so is the result. Nothing on overflow.
template <class Terms>
std::optional<Terms> add_terms(const Terms& left, const Terms& right) {
  Terms sum;
  const auto* from_left = left.begin();
  const auto* from_right = right.begin();
  while (from_left != left.end() || from_right != right.end()) {
    if (from_right == right.end() ||
        (from_left != left.end() && from_left->first < from_right->first)) {
      sum.push_back(*from_left++);
    } else if (from_left == left.end() || from_right->first < from_left->first) {
      sum.push_back(*from_right++);
    } else {
      const auto coefficient = checked_add(from_left->second, from_right->second);
      if (!coefficient) {
        return std::nullopt;
      }
      if (*coefficient != 0) {
        sum.push_back({from_left->first, *coefficient});
      }
      ++from_left;
      ++from_right;
    }
  }
  return sum;
}

template <class Terms>
bool multiply_terms(Terms& terms, std::int64_t factor) {
  for (auto& term : terms) {
    const auto product = checked_multiply(term.second, factor);
    if (!product) {
      return false;
    }
    term.second = *product;
  }
  return true;
}

}  // namespace

AffineForm AffineForm::of_constant(std::int64_t value) {
  AffineForm form;
  form.constant_ = value;
  return form;
}

AffineForm AffineForm::of_loop(LoopId loop_id) {
  AffineForm form;
  form.loop_terms_.push_back({loop_id, 1});
  return form;
}

AffineForm AffineForm::of_symbol(SymbolId symbol_id) {
  AffineForm form;
  form.symbol_terms_.push_back({symbol_id, 1});
  return form;
}

std::int64_t AffineForm::coefficient(LoopId loop_id) const {
  return find_coefficient(loop_terms_, loop_id);
}

std::int64_t AffineForm::coefficient(SymbolId symbol_id) const {
  return find_coefficient(symbol_terms_, symbol_id);
}

std::optional<AffineForm> AffineForm::plus(const AffineForm& other) const {
  auto loop_sum = add_terms(loop_terms_, other.loop_terms_);
  auto symbol_sum = add_terms(symbol_terms_, other.symbol_terms_);
  const auto constant_sum = checked_add(constant_, other.constant_);
  if (!loop_sum || !symbol_sum || !constant_sum) {
    return std::nullopt;
  }
  AffineForm sum;
  sum.loop_terms_ = std::move(*loop_sum);
  sum.symbol_terms_ = std::move(*symbol_sum);
  sum.constant_ = *constant_sum;
  return sum;
}

std::optional<AffineForm> AffineForm::minus(const AffineForm& other) const {
  const auto negated = other.times(-1);
  return negated ? plus(*negated) : std::nullopt;
}

std::optional<AffineForm> AffineForm::times(std::int64_t factor) const {
  if (factor == 0) {
    return AffineForm();
  }
  AffineForm product = *this;
  const auto constant_product = checked_multiply(constant_, factor);
  if (!constant_product || !multiply_terms(product.loop_terms_, factor) ||
      !multiply_terms(product.symbol_terms_, factor)) {
    return std::nullopt;
  }
  product.constant_ = *constant_product;
  return product;
}

std::optional<AffineForm> apply_operator(BinaryOperator op, const AffineForm& left,
                                         const AffineForm& right) {
  switch (op) {
    case BinaryOperator::Add:
      return left.plus(right);
    case BinaryOperator::Subtract:
      return left.minus(right);
    case BinaryOperator::Multiply:
      return right.is_constant()  ? left.times(right.constant())
             : left.is_constant() ? right.times(left.constant())
                                  : std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace autopar::loop_ir
