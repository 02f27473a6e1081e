#include "tests/polyhedra/set_text.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

#include "autopar/check.hpp"

namespace autopar::polyhedra {
namespace {

constexpr std::string_view kVariables = "xyzuvw";

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  IntegerSet read() {
    while (!rest_.empty()) {
      read_constraint();
      skip(',');
    }
    return set_;
  }

 private:
  bool skip(char expected) {
    while (!rest_.empty() && rest_.front() == ' ') {
      rest_.remove_prefix(1);
    }
    const bool is_there = !rest_.empty() && rest_.front() == expected;
    rest_.remove_prefix(is_there ? 1 : 0);
    return is_there;
  }

  void read_constraint() {
    const LinearForm left = read_form();
    const bool is_at_most = skip('<');
    const bool is_at_least = skip('>');
    AUTOPAR_CHECK(skip('='), "=, <= or >=");
    const LinearForm right = read_form();
    if (is_at_most) {
      set_.inequalities.push_back(minus(right, left));
    } else if (is_at_least) {
      set_.inequalities.push_back(minus(left, right));
    } else {
      set_.equalities.push_back(minus(left, right));
    }
  }

  static LinearForm minus(LinearForm form, const LinearForm& other) {
    for (std::size_t variable = 0; variable < kMaximumVariables; ++variable) {
      form.coefficients[variable] -= other.coefficients[variable];
    }
    form.constant -= other.constant;
    return form;
  }

  LinearForm read_form() {
    LinearForm form;
    bool is_negative = skip('-');
    do {
      read_term(form, is_negative ? -1 : 1);
      is_negative = skip('-');
    } while (is_negative || skip('+'));
    return form;
  }

  void read_term(LinearForm& form, std::int64_t sign) {
    const auto number = read_number();
    if (number && !skip('*')) {
      form.constant += sign * *number;
      return;
    }
    skip(' ');
    AUTOPAR_CHECK(!rest_.empty(), "a variable");
    const std::size_t variable = kVariables.find(rest_.front());
    AUTOPAR_CHECK(variable != std::string_view::npos, "a variable");
    rest_.remove_prefix(1);
    form.coefficients[variable] += sign * number.value_or(1);
    set_.variable_count = std::max(set_.variable_count, variable + 1);
  }

  std::optional<std::int64_t> read_number() {
    skip(' ');
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(rest_.begin(), rest_.end(), number);
    if (error != std::errc()) {
      return std::nullopt;
    }
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.begin()));
    return number;
  }

  std::string_view rest_;
  IntegerSet set_;
};

}  // namespace

IntegerSet read_set(std::string_view text) { return Reader(text).read(); }

}  // namespace autopar::polyhedra
