#include "cells/python_lexemes.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "cells/unicode.hpp"

namespace autopar::cells {
namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }
bool is_ascii_word(char character) { return begins_ascii_name(character) || is_digit(character); }

// Longest first: of two that both match, the longer one is the token.
constexpr std::array<std::string_view, 47> kOperators = {
    "**=", "...", "//=", "<<=", ">>=", "!=", "%=", "&=", "**", "*=", "+=", "-=",
    "->",  "//",  "/=",  ":=",  "<<",  "<=", "==", ">=", ">>", "@=", "^=", "|=",
    "%",   "&",   "(",   ")",   "*",   "+",  ",",  "-",  ".",  "/",  ":",  ";",
    "<",   "=",   ">",   "@",   "[",   "]",  "^",  "{",  "|",  "}",  "~"};

// Digits with single underscores between them; 0 if there is none.
std::size_t digits_size(std::string_view rest) {
  std::size_t size = 0;
  while (size < rest.size() &&
         (is_digit(rest[size]) ||
          (rest[size] == '_' && size > 0 && size + 1 < rest.size() && is_digit(rest[size + 1])))) {
    ++size;
  }
  return size;
}

std::size_t exponent_size(std::string_view rest) {
  if (rest.empty() || (rest[0] != 'e' && rest[0] != 'E')) {
    return 0;
  }
  const std::size_t sign = rest.size() > 1 && (rest[1] == '+' || rest[1] == '-') ? 1 : 0;
  const std::size_t digits = digits_size(rest.substr(1 + sign));
  return digits == 0 ? 0 : 1 + sign + digits;
}

// The digits that may follow 0x, 0b or 0o; empty for other letters.
std::string_view digits_of_radix(char letter) {
  switch (letter) {
    case 'x':
    case 'X':
      return "0123456789abcdefABCDEF_";
    case 'b':
    case 'B':
      return "01_";
    case 'o':
    case 'O':
      return "01234567_";
    default:
      return {};
  }
}

std::size_t radix_size(std::string_view rest) {
  if (rest.size() < 3 || rest[0] != '0') {
    return 0;
  }
  const std::string_view digits = digits_of_radix(rest[1]);
  const std::size_t end = std::min(rest.find_first_not_of(digits, 2), rest.size());
  return digits.empty() || end == 2 ? 0 : end;
}

}  // namespace

std::size_t operator_size(std::string_view rest) {
  constexpr std::string_view kAlone = "(),:;[]{}~";
  if (rest[0] != ':' && kAlone.find(rest[0]) != std::string_view::npos) {
    return 1;
  }
  const auto* const found = std::ranges::find_if(kOperators, [rest](std::string_view candidate) {
    return candidate[0] == rest[0] && rest.starts_with(candidate);
  });
  return found == kOperators.end() ? 0 : found->size();
}

std::size_t line_break_size(std::string_view rest) {
  if (rest.starts_with('\n')) {
    return 1;
  }
  return rest.starts_with("\r\n") ? 2 : 0;
}

std::size_t number_size(std::string_view rest) {
  if (const std::size_t radix = radix_size(rest); radix > 0) {
    return radix;
  }
  std::size_t size = digits_size(rest);
  const bool begins_with_point = rest.size() > 1 && rest[0] == '.' && is_digit(rest[1]);
  if (size == 0 && !begins_with_point) {
    return 0;
  }
  const bool has_point = size < rest.size() && rest[size] == '.';
  if (has_point) {
    ++size;
    size += digits_size(rest.substr(size));
  }
  const std::size_t exponent = exponent_size(rest.substr(size));
  size += exponent;
  if (size < rest.size() && (rest[size] == 'j' || rest[size] == 'J')) {
    return size + 1;
  }
  if (!has_point && exponent == 0 && rest[0] == '0') {
    return std::min(rest.find_first_not_of("0_"), rest.size());
  }
  return size;
}

std::size_t name_size(std::string_view rest) {
  std::size_t size = 0;
  while (size < rest.size()) {
    if (is_ascii_word(rest[size])) {
      ++size;
      continue;
    }
    const CodePoint character = code_point_at(rest, size);
    if (!is_word(character.value)) {
      break;
    }
    size += character.size_bytes;
  }
  return size;
}

bool begins_ascii_name(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
         character == '_';
}

std::size_t string_prefix_size(std::string_view rest) {
  const std::size_t quote = rest.substr(0, 3).find_first_of("'\"");
  if (quote == std::string_view::npos) {
    return quote;
  }
  std::string prefix(rest.substr(0, quote));
  std::ranges::transform(prefix, prefix.begin(),
                         [](char letter) { return static_cast<char>(letter | 0x20); });
  constexpr std::array<std::string_view, 9> kPrefixes = {"",   "b",  "r",  "u", "f",
                                                         "br", "rb", "fr", "rf"};
  return std::ranges::find(kPrefixes, prefix) == kPrefixes.end() ? std::string_view::npos : quote;
}

std::size_t find_string_end(std::string_view line, std::size_t from, std::string_view quotes) {
  for (std::size_t position = from; position < line.size(); ++position) {
    if (line[position] == '\\') {
      if (position + 1 < line.size() && line[position + 1] == '\n') {
        return std::string_view::npos;
      }
      ++position;
    } else if (line.substr(position).starts_with(quotes)) {
      return position + quotes.size();
    }
  }
  return std::string_view::npos;
}

}  // namespace autopar::cells
