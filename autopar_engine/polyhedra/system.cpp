#include "polyhedra/system.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

#include "autopar/check.hpp"

namespace autopar::polyhedra {
namespace {

Wide greatest_common_divisor(Wide left, Wide right) {
  if (fits(left) && fits(right)) {
    return std::gcd(static_cast<std::int64_t>(left), static_cast<std::int64_t>(right));
  }
  while (right != 0) {
    left = std::exchange(right, left % right);
  }
  return magnitude(left);
}

// Of the coefficients: 0 if all of them are. Most forms have a coefficient 1 or -1.
Wide divisor_of(const WideForm& form, std::size_t variable_count) {
  const auto coefficients = std::span(form.coefficients).first(variable_count);
  if (std::ranges::any_of(coefficients, [](Wide value) { return value == 1 || value == -1; })) {
    return 1;
  }
  Wide divisor = 0;
  for (const Wide coefficient : coefficients) {
    divisor = coefficient == 0 ? divisor : greatest_common_divisor(divisor, coefficient);
  }
  return divisor;
}

// Exact where the divisor divides, else rounded down. Most numbers are small, and their quotients
// then cost a tenth.
Wide quickly_divided(Wide dividend, Wide divisor) {
  if (divisor == 1) {
    return dividend;
  }
  if (fits(dividend) && fits(divisor)) {
    const auto small = static_cast<std::int64_t>(dividend);
    const auto by = static_cast<std::int64_t>(divisor);
    return small / by - (small % by < 0 ? 1 : 0);
  }
  return floor_quotient(dividend, divisor);
}

// The form divided by the divisor, the constant rounded down; nothing if it does not fit.
std::optional<LinearForm> divided(const WideForm& form, Wide divisor, std::size_t variable_count) {
  std::optional<LinearForm> result(std::in_place);
  for (std::size_t variable = 0; variable < variable_count; ++variable) {
    const Wide coefficient = quickly_divided(form.coefficients[variable], divisor);
    if (!fits(coefficient)) {
      return std::nullopt;
    }
    result->coefficients[variable] = static_cast<std::int64_t>(coefficient);
  }
  const Wide constant = quickly_divided(form.constant, divisor);
  if (!fits(constant)) {
    return std::nullopt;
  }
  result->constant = static_cast<std::int64_t>(constant);
  return result;
}

// The only variable of a form, or the count of variables if there are more.
std::size_t only_variable(const LinearForm& form, std::size_t variable_count) {
  std::size_t found = variable_count;
  for (std::size_t variable = 0; variable < variable_count; ++variable) {
    if (form.coefficients[variable] != 0) {
      if (found != variable_count) {
        return variable_count;
      }
      found = variable;
    }
  }
  return found;
}

LinearForm negated(const LinearForm& form, std::size_t variable_count) {
  LinearForm result;
  for (std::size_t variable = 0; variable < variable_count; ++variable) {
    result.coefficients[variable] = -form.coefficients[variable];
  }
  result.constant = -form.constant;
  return result;
}

// Nothing to divide, and every number can be negated: most bounds that users write.
bool is_reduced(const LinearForm& form, std::size_t variable_count) {
  bool has_one = false;
  bool fits_all = fits(form.constant);
  for (std::size_t variable = 0; variable < variable_count; ++variable) {
    const std::int64_t coefficient = form.coefficients[variable];
    has_one = has_one || coefficient == 1 || coefficient == -1;
    fits_all = fits_all && fits(coefficient);
  }
  return has_one && fits_all;
}

// Equal for equal coefficients, and the negative of it for opposite ones.
std::uint64_t key_of(const LinearForm& form, std::size_t variable_count) {
  constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15;
  std::uint64_t key = 0;
  std::uint64_t weight = kFactor;
  for (std::size_t variable = 0; variable < variable_count; ++variable) {
    key += weight * static_cast<std::uint64_t>(form.coefficients[variable]);
    weight *= kFactor;
  }
  return key;
}

bool have_coefficients(const LinearForm& left, const LinearForm& right, std::int64_t sign,
                       std::size_t variable_count) {
  for (std::size_t variable = 0; variable < variable_count; ++variable) {
    if (left.coefficients[variable] != sign * right.coefficients[variable]) {
      return false;
    }
  }
  return true;
}

}  // namespace

WideForm widen(const LinearForm& form, std::size_t variable_count) {
  WideForm result;
  for (std::size_t variable = 0; variable < variable_count; ++variable) {
    result.coefficients[variable] = form.coefficients[variable];
  }
  result.constant = form.constant;
  return result;
}

System::System(const IntegerSet& set) : variable_count_(set.variable_count) {
  AUTOPAR_CHECK(variable_count_ <= kMaximumVariables, "at most kMaximumVariables variables");
  rows_.reserve(2 * set.inequalities.size());
  keys_.reserve(2 * set.inequalities.size());
  for (const LinearForm& form : set.inequalities) {
    if (is_reduced(form, variable_count_)) {
      add_reduced(form);
    } else {
      add_inequality(widen(form, variable_count_));
    }
  }
  for (const LinearForm& form : set.equalities) {
    add_equality(widen(form, variable_count_));
  }
}

void System::add_equality(const WideForm& form) {
  const Wide divisor = divisor_of(form, variable_count_);
  if (divisor == 0 ? form.constant != 0 : form.constant % divisor != 0) {
    is_empty_ = true;
  }
  const auto reduced =
      divisor == 0 || is_empty_ ? std::nullopt : divided(form, divisor, variable_count_);
  if (reduced) {
    const Range range = range_of(*reduced);
    is_empty_ = (range.lower && *range.lower > 0) || (range.upper && *range.upper < 0);
    equalities_.push_back(*reduced);
  }
}

void System::add_inequality(const WideForm& form) {
  const Wide divisor = divisor_of(form, variable_count_);
  if (divisor == 0) {
    is_empty_ = is_empty_ || form.constant < 0;
    return;
  }
  if (const auto reduced = divided(form, divisor, variable_count_)) {
    add_reduced(*reduced);
  }
}

void System::add_reduced(const LinearForm& form) {
  if (is_empty_) {
    return;
  }
  const std::size_t variable = only_variable(form, variable_count_);
  if (variable != variable_count_) {
    bound(variable, form);
  } else {
    add_row(form);
  }
}

void System::bound(std::size_t variable, const LinearForm& form) {
  Interval& interval = intervals_[variable];
  if (form.coefficients[variable] > 0) {
    interval.lower = std::max(interval.lower.value_or(-form.constant), -form.constant);
  } else {
    interval.upper = std::min(interval.upper.value_or(form.constant), form.constant);
  }
  is_empty_ = is_empty_ || (interval.lower && interval.upper && *interval.lower > *interval.upper);
}

void System::add_row(const LinearForm& form) {
  const Range range = range_of(form);
  if (range.upper && *range.upper < 0) {
    is_empty_ = true;
  }
  if (is_empty_ || (range.lower && *range.lower >= 0)) {
    return;
  }
  const std::uint64_t key = key_of(form, variable_count_);
  for (std::size_t position = 0; position < rows_.size(); ++position) {
    const bool is_candidate = keys_[position] == key || keys_[position] == 0 - key;
    if (is_candidate && join(rows_[position], form)) {
      return;
    }
  }
  rows_.push_back(form);
  keys_.push_back(key);
}

bool System::join(LinearForm& row, const LinearForm& form) {
  if (have_coefficients(row, form, 1, variable_count_)) {
    row.constant = std::min(row.constant, form.constant);
    return true;
  }
  const Wide width = Wide{row.constant} + form.constant;
  if (width > 0 || !have_coefficients(row, form, -1, variable_count_)) {
    return false;
  }
  is_empty_ = width < 0;
  equalities_.push_back(form);
  return true;
}

System::Range System::range_of(const LinearForm& form) const {
  Range range{Wide{form.constant}, Wide{form.constant}};
  const auto extend = [](std::optional<Wide>& end, std::int64_t coefficient,
                         const std::optional<std::int64_t>& value) {
    end = end && value ? checked_sum(*end, Wide{coefficient} * *value) : std::nullopt;
  };
  for (std::size_t variable = 0; variable < variable_count_; ++variable) {
    const std::int64_t coefficient = form.coefficients[variable];
    const Interval& interval = intervals_[variable];
    if (coefficient != 0) {
      extend(range.lower, coefficient, coefficient > 0 ? interval.lower : interval.upper);
      extend(range.upper, coefficient, coefficient > 0 ? interval.upper : interval.lower);
    }
  }
  return range;
}

std::vector<LinearForm> System::take_interval(std::size_t variable) {
  const Interval interval = std::exchange(intervals_[variable], {});
  std::vector<LinearForm> forms;
  LinearForm form;
  form.coefficients[variable] = 1;
  if (interval.lower) {
    form.constant = -*interval.lower;
    forms.push_back(form);
  }
  if (interval.upper) {
    form.constant = -*interval.upper;
    forms.push_back(negated(form, variable_count_));
  }
  return forms;
}

void System::move_rows(std::size_t variable, std::vector<LinearForm>& target) {
  std::size_t kept = 0;
  for (std::size_t position = 0; position < rows_.size(); ++position) {
    if (rows_[position].coefficients[variable] != 0) {
      target.push_back(rows_[position]);
    } else {
      rows_[kept] = rows_[position];
      keys_[kept++] = keys_[position];
    }
  }
  rows_.resize(kept);
  keys_.resize(kept);
}

void System::substitute(std::size_t variable, const LinearForm& value, std::size_t equality,
                        bool drops_equality) {
  const auto with_value = [&](const LinearForm& form) {
    WideForm result = widen(form, variable_count_);
    const Wide factor = std::exchange(result.coefficients[variable], 0);
    for (std::size_t other = 0; other < variable_count_; ++other) {
      result.coefficients[other] += factor * value.coefficients[other];
    }
    result.constant += factor * value.constant;
    return result;
  };
  if (drops_equality) {
    equalities_.erase(equalities_.begin() + static_cast<std::ptrdiff_t>(equality));
  }
  std::vector<LinearForm> changed = take_interval(variable);
  move_rows(variable, changed);
  const std::vector<LinearForm> equalities = std::exchange(equalities_, {});
  for (const LinearForm& form : changed) {
    add_inequality(with_value(form));
  }
  for (const LinearForm& form : equalities) {
    add_equality(with_value(form));
  }
}

std::vector<LinearForm> System::take_out(std::size_t variable) {
  AUTOPAR_CHECK(equalities_.empty(), "equalities are eliminated first");
  std::vector<LinearForm> taken = take_interval(variable);
  move_rows(variable, taken);
  return taken;
}

}  // namespace autopar::polyhedra
