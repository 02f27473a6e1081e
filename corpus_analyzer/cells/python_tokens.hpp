#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace autopar::cells {

enum class TokenKind : std::uint8_t {
  Name,
  Number,
  String,
  Operator,
  Newline,    // ends a logical line
  BlankLine,  // a line break that ends none
  Comment,
  Indent,
  Dedent,
  Error,  // one character that begins no token
  End,
};

struct Token {
  TokenKind kind = TokenKind::Error;
  std::string_view text;  // of a string over several lines only its first line
  std::size_t line = 0;   // counted from 0; where the token begins
  std::size_t column_bytes = 0;
};

// The tokens of one logical line, its line break included.
using TokenLine = std::vector<Token>;

// Splits lines into tokens as the tokenize module of CPython 3.11 does, and groups them as IPython
// does: text that is no Python becomes Error tokens; an unfinished string or bracket at the end
// ends the last group. Nothing for a dedent to a column that was never indented to, where CPython
// raises IndentationError. The tokens point into lines. Linear in the text.
[[nodiscard]] std::optional<std::vector<TokenLine>> tokenize_lines(
    std::span<const std::string_view> lines);

}  // namespace autopar::cells
