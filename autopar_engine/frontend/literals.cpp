#include "frontend/literals.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <system_error>

#include "base/checked_int.hpp"

namespace autopar::frontend {
namespace {

// CPython's own limit for decimal literals; beyond it the text is an error there.
constexpr std::size_t kMaximumDigits = 4300;

struct IntegerToken {
  int base = 10;
  std::string digits;
};

std::string without_underscores(std::string_view token) {
  std::string text(token);
  std::erase(text, '_');
  return text;
}

int base_of_prefix(char letter) {
  switch (letter) {
    case 'x':
    case 'X':
      return 16;
    case 'o':
    case 'O':
      return 8;
    case 'b':
    case 'B':
      return 2;
    default:
      return 10;
  }
}

int digit_value(char digit) {
  if (digit >= '0' && digit <= '9') {
    return digit - '0';
  }
  if (digit >= 'a' && digit <= 'f') {
    return digit - 'a' + 10;
  }
  return digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : 16;
}

std::optional<IntegerToken> split_integer(std::string_view token) {
  std::string text = without_underscores(token);
  if (!text.empty() && (text.back() == 'l' || text.back() == 'L')) {
    text.pop_back();
  }
  IntegerToken integer{10, text};
  if (text.size() > 2 && text[0] == '0' && base_of_prefix(text[1]) != 10) {
    integer = {base_of_prefix(text[1]), text.substr(2)};
  } else if (text.size() > 1 && text[0] == '0' && text.find_first_not_of('0') != text.npos) {
    integer = {8, text.substr(1)};
  }
  const bool well_formed =
      !integer.digits.empty() && integer.digits.size() <= kMaximumDigits &&
      std::all_of(integer.digits.begin(), integer.digits.end(),
                  [&](char digit) { return digit_value(digit) < integer.base; });
  return well_formed ? std::optional(integer) : std::nullopt;
}

std::optional<std::int64_t> to_int64(const IntegerToken& integer) {
  std::optional<std::int64_t> value = 0;
  for (const char digit : integer.digits) {
    value = checked_multiply(*value, integer.base);
    value = value ? checked_add(*value, digit_value(digit)) : std::nullopt;
    if (!value) {
      return std::nullopt;
    }
  }
  return value;
}

// Decimal digits of value * base + digit; quadratic in the number of digits over a whole literal.
std::string to_decimal(const IntegerToken& integer) {
  std::string reversed = "0";
  for (const char next : integer.digits) {
    int carry = digit_value(next);
    for (char& digit : reversed) {
      const int sum = (digit - '0') * integer.base + carry;
      digit = static_cast<char>('0' + sum % 10);
      carry = sum / 10;
    }
    for (; carry > 0; carry /= 10) {
      reversed += static_cast<char>('0' + carry % 10);
    }
  }
  return {reversed.rbegin(), reversed.rend()};
}

std::optional<double> to_double(std::string_view token) {
  const std::string text = without_underscores(token);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size()) {
    return std::nullopt;
  }
  if (error == std::errc::result_out_of_range) {
    const bool is_small = text.find("e-") != text.npos || text.find("E-") != text.npos;
    return is_small ? 0.0 : std::numeric_limits<double>::infinity();
  }
  return error == std::errc() ? std::optional(value) : std::nullopt;
}

bool is_float_token(std::string_view token) {
  const bool is_prefixed = token.size() > 1 && token[0] == '0' && base_of_prefix(token[1]) != 10;
  return !is_prefixed && token.find_first_of(".eE") != token.npos;
}

}  // namespace

std::optional<std::int64_t> integer_value(std::string_view token) {
  const auto integer = split_integer(token);
  return integer ? to_int64(*integer) : std::nullopt;
}

std::optional<loop_ir::ExpressionNode> number_node(std::string_view token) {
  if (!token.empty() && (token.back() == 'j' || token.back() == 'J')) {
    const auto value = to_double(token.substr(0, token.size() - 1));
    return value ? std::optional<loop_ir::ExpressionNode>(loop_ir::ImaginaryLiteral{*value})
                 : std::nullopt;
  }
  if (is_float_token(token)) {
    const auto value = to_double(token);
    return value ? std::optional<loop_ir::ExpressionNode>(loop_ir::FloatLiteral{*value})
                 : std::nullopt;
  }
  const auto integer = split_integer(token);
  if (!integer) {
    return std::nullopt;
  }
  if (const auto value = to_int64(*integer)) {
    return loop_ir::IntegerLiteral{*value};
  }
  return loop_ir::BigIntegerLiteral{to_decimal(*integer)};
}

}  // namespace autopar::frontend
