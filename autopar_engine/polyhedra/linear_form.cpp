#include "polyhedra/linear_form.hpp"

#include "base/checked_int.hpp"

namespace autopar::polyhedra {

LinearForm constant_form(std::int64_t value) {
  LinearForm form;
  form.constant = value;
  return form;
}

std::optional<LinearForm> combine(const std::optional<LinearForm>& left,
                                  const std::optional<LinearForm>& right, std::int64_t factor) {
  if (!left || !right) {
    return std::nullopt;
  }
  std::optional<LinearForm> sum = left;
  const auto add = [&](std::int64_t& target, std::int64_t value) {
    const auto product = checked_multiply(value, factor);
    const auto total = product ? checked_add(target, *product) : std::nullopt;
    target = total.value_or(0);
    return total.has_value();
  };
  bool fits = add(sum->constant, right->constant);
  for (std::size_t variable = 0; variable < kMaximumVariables; ++variable) {
    if (right->coefficients[variable] != 0) {
      fits = fits && add(sum->coefficients[variable], right->coefficients[variable]);
    }
  }
  if (!fits) {
    sum.reset();
  }
  return sum;
}

std::optional<LinearForm> shifted(const LinearForm& form, std::int64_t sign,
                                  std::int64_t constant) {
  return combine(constant_form(constant), form, sign);
}

}  // namespace autopar::polyhedra
