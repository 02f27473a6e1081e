#include "base/text_literal.hpp"

#include <fmt/format.h>

#include <charconv>

namespace autopar {
namespace {

// The character after a backslash at input[at], and the number of characters read there.
std::optional<std::pair<char, std::size_t>> unescape(std::string_view input, std::size_t at) {
  if (at >= input.size()) {
    return std::nullopt;
  }
  if (input[at] == '"' || input[at] == '\\') {
    return std::pair(input[at], std::size_t{1});
  }
  constexpr std::size_t kEscapeLength = 3;
  if (input[at] != 'x' || at + kEscapeLength > input.size()) {
    return std::nullopt;
  }
  unsigned code = 0;
  const char* first = input.data() + at + 1;
  const auto [end, error] = std::from_chars(first, first + 2, code, 16);
  if (error != std::errc() || end != first + 2) {
    return std::nullopt;
  }
  return std::pair(static_cast<char>(code), kEscapeLength);
}

}  // namespace

std::string quote(std::string_view text) {
  std::string literal = "\"";
  for (const char character : text) {
    if (character == '"' || character == '\\') {
      literal += '\\';
      literal += character;
    } else if (static_cast<unsigned char>(character) < ' ') {
      literal += fmt::format("\\x{:02x}", static_cast<unsigned>(character));
    } else {
      literal += character;
    }
  }
  return literal + '"';
}

std::optional<Unquoted> unquote(std::string_view input) {
  if (!input.starts_with('"')) {
    return std::nullopt;
  }
  Unquoted result;
  std::size_t at = 1;
  while (at < input.size() && input[at] != '"') {
    if (input[at] != '\\') {
      result.text += input[at++];
      continue;
    }
    const auto escaped = unescape(input, at + 1);
    if (!escaped) {
      return std::nullopt;
    }
    result.text += escaped->first;
    at += 1 + escaped->second;
  }
  if (at >= input.size()) {
    return std::nullopt;
  }
  result.length = at + 1;
  return result;
}

}  // namespace autopar
