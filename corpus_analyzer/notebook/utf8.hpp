#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace autopar::notebook {

constexpr char32_t kReplacementCharacter = 0xFFFD;

// code_point has to be a scalar value, at most U+10FFFF.
void append_utf8(std::string& text, char32_t code_point);

// The text with A-Z as a-z; other characters as they are.
[[nodiscard]] std::string lower_ascii(std::string_view text);

enum class Encoding { Utf8, Utf8WithMark, Utf16Little, Utf16Big, Utf32Little, Utf32Big };

// By byte order mark, else by the zero bytes among the first four, as Python's json does.
[[nodiscard]] Encoding detect_encoding(std::string_view bytes);

struct DecodedText {
  std::string utf8;
  bool replaced = false;  // something that is no character became U+FFFD
};

// The text of a UTF-16 or UTF-32 file without its mark; bytes that are too few for a last unit
// become U+FFFD.
[[nodiscard]] DecodedText decode_wide(std::string_view bytes, Encoding encoding);

}  // namespace autopar::notebook
