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

// sum = left + factor * right, all sorted by id; sum is empty before. False on overflow.
template <class Terms>
bool add_terms(const Terms& left, const Terms& right, std::int64_t factor, Terms& sum) {
  if (right.empty()) {
    sum = left;
    return true;
  }
  const auto* from_left = left.begin();
  for (const auto& [id, coefficient] : right) {
    for (; from_left != left.end() && from_left->first < id; ++from_left) {
      sum.push_back(*from_left);
    }
    const bool is_in_both = from_left != left.end() && from_left->first == id;
    const auto product = checked_multiply(coefficient, factor);
    const auto total =
        product ? checked_add(is_in_both ? from_left->second : 0, *product) : std::nullopt;
    if (!total) {
      return false;
    }
    if (*total != 0) {
      sum.push_back({id, *total});
    }
    from_left += is_in_both ? 1 : 0;
  }
  for (; from_left != left.end(); ++from_left) {
    sum.push_back(*from_left);
  }
  return true;
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
  std::optional<AffineForm> sum(std::in_place);
  const auto constant_sum = checked_add(constant_, other.constant_);
  if (!constant_sum || !add_terms(loop_terms_, other.loop_terms_, 1, sum->loop_terms_) ||
      !add_terms(symbol_terms_, other.symbol_terms_, 1, sum->symbol_terms_)) {
    return std::nullopt;
  }
  sum->constant_ = *constant_sum;
  return sum;
}

std::optional<AffineForm> AffineForm::minus(const AffineForm& other) const {
  std::optional<AffineForm> difference(std::in_place);
  const auto negated = checked_negate(other.constant_);
  const auto constant_difference = negated ? checked_add(constant_, *negated) : std::nullopt;
  if (!constant_difference ||
      !add_terms(loop_terms_, other.loop_terms_, -1, difference->loop_terms_) ||
      !add_terms(symbol_terms_, other.symbol_terms_, -1, difference->symbol_terms_)) {
    return std::nullopt;
  }
  difference->constant_ = *constant_difference;
  return difference;
}

std::optional<AffineForm> AffineForm::times(std::int64_t factor) const {
  if (factor == 0) {
    return AffineForm();
  }
  const auto constant_product = checked_multiply(constant_, factor);
  if (!constant_product) {
    return std::nullopt;
  }
  std::optional<AffineForm> product = *this;
  product->constant_ = *constant_product;
  if (!multiply_terms(product->loop_terms_, factor) ||
      !multiply_terms(product->symbol_terms_, factor)) {
    product.reset();
  }
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
