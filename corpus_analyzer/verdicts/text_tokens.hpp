#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace autopar::verdicts {

enum class TextTokenKind : std::uint8_t {
  Word,  // a name or keyword
  Number,
  String,  // with its prefix and quotes, up to its end or that of the text
  Sign,    // one character of an operator or bracket
  Line,    // a logical line begins; the text is its indentation
};

struct TextToken {
  TextTokenKind kind = TextTokenKind::Sign;
  std::string_view text;  // points into the source
};

// Python text as words and signs, without comments and blank lines: a coarse look for telling texts
// alike, which takes any bytes. Linear in the text.
[[nodiscard]] std::vector<TextToken> split_text(std::string_view text);

}  // namespace autopar::verdicts
