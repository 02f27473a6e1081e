#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace autopar::cells {

// Python's view of characters, on valid UTF-8.

struct CodePoint {
  char32_t value = 0;
  std::size_t size_bytes = 0;
};

// The character at a byte position, which has to be inside the text.
[[nodiscard]] CodePoint code_point_at(std::string_view text, std::size_t position);

// str.isspace for one character.
[[nodiscard]] bool is_space(char32_t character);

// \w of Python's re. Beyond ASCII by blocks: letters and digits of the scripts are, punctuation,
// symbols and pictures are not; combining marks count as letters.
[[nodiscard]] bool is_word(char32_t character);

// str.isprintable for one character; beyond ASCII by blocks.
[[nodiscard]] bool is_printable(char32_t character);

// str.isspace for a text: false for an empty one.
[[nodiscard]] bool is_blank(std::string_view text);

[[nodiscard]] std::string_view strip_right(std::string_view text);
[[nodiscard]] std::string_view strip(std::string_view text);

// str.split() without arguments.
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view text);

// str.splitlines(keepends=True): also at \r, \v, \f, \x1c to \x1e, U+0085, U+2028 and U+2029.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);

}  // namespace autopar::cells
