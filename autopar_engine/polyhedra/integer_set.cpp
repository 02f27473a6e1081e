#include "polyhedra/integer_set.hpp"

#include <algorithm>
#include <optional>

#include "autopar/check.hpp"
#include "polyhedra/wide_form.hpp"

namespace autopar::polyhedra {
namespace {

constexpr Wide kHalf = Wide{1} << 64;

// value = high * 2^64 + low with 0 <= low < 2^64: a sum of products of 64-bit numbers never
// leaves it.
struct Sum {
  Wide high = 0;
  Wide low = 0;

  void add(Wide value) {
    low += value % kHalf;
    high += value / kHalf;
    high += floor_quotient(low, kHalf);
    low -= floor_quotient(low, kHalf) * kHalf;
  }
  [[nodiscard]] bool is_negative() const { return high < 0; }
  [[nodiscard]] bool is_zero() const { return high == 0 && low == 0; }
};

Sum value_at(const LinearForm& form, std::span<const std::int64_t> point) {
  Sum sum;
  sum.add(form.constant);
  for (std::size_t variable = 0; variable < point.size(); ++variable) {
    sum.add(Wide{form.coefficients[variable]} * point[variable]);
  }
  return sum;
}

// Nothing if a part of the sum leaves 128 bits, which few do.
std::optional<Wide> small_value_at(const LinearForm& form, std::span<const std::int64_t> point) {
  Wide sum = form.constant;
  for (std::size_t variable = 0; variable < point.size(); ++variable) {
    if (__builtin_add_overflow(sum, Wide{form.coefficients[variable]} * point[variable], &sum)) {
      return std::nullopt;
    }
  }
  return sum;
}

}  // namespace

bool contains(const IntegerSet& set, std::span<const std::int64_t> point) {
  AUTOPAR_CHECK(point.size() == set.variable_count, "one value per variable");
  const auto is_zero = [&](const LinearForm& form) {
    const auto value = small_value_at(form, point);
    return value ? *value == 0 : value_at(form, point).is_zero();
  };
  const auto is_not_negative = [&](const LinearForm& form) {
    const auto value = small_value_at(form, point);
    return value ? *value >= 0 : !value_at(form, point).is_negative();
  };
  return std::ranges::all_of(set.equalities, is_zero) &&
         std::ranges::all_of(set.inequalities, is_not_negative);
}

}  // namespace autopar::polyhedra
