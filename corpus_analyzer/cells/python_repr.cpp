#include "cells/python_repr.hpp"

#include <fmt/format.h>

#include "cells/unicode.hpp"

namespace autopar::cells {
namespace {

std::string escape(char32_t character) {
  const auto value = static_cast<std::uint32_t>(character);
  switch (character) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      break;
  }
  if (value < 0x100) {
    return fmt::format("\\x{:02x}", value);
  }
  return value < 0x10000 ? fmt::format("\\u{:04x}", value) : fmt::format("\\U{:08x}", value);
}

}  // namespace

std::string python_repr(std::string_view text) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  const char quote = has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
  std::string quoted(1, quote);
  for (std::size_t position = 0; position < text.size();) {
    const CodePoint character = code_point_at(text, position);
    if (character.value == static_cast<char32_t>(quote) || character.value == '\\') {
      quoted.push_back('\\');
      quoted.push_back(static_cast<char>(character.value));
    } else if (is_printable(character.value)) {
      quoted.append(text.substr(position, character.size_bytes));
    } else {
      quoted.append(escape(character.value));
    }
    position += character.size_bytes;
  }
  quoted.push_back(quote);
  return quoted;
}

}  // namespace autopar::cells
