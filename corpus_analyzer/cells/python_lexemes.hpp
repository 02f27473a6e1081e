#pragma once

#include <cstddef>
#include <string_view>

namespace autopar::cells {

// How long the token is that begins a text, by the regular expressions of CPython 3.11's tokenize
// module. All sizes are in bytes; 0 if no such token begins there. Linear in the token.

// The longest operator or delimiter. The text may not be empty.
[[nodiscard]] std::size_t operator_size(std::string_view rest);

[[nodiscard]] std::size_t line_break_size(std::string_view rest);

// A number such as 0777 is two tokens, as in CPython's module.
[[nodiscard]] std::size_t number_size(std::string_view rest);

// Letters, digits and underscores of any script, digits in front included.
[[nodiscard]] std::size_t name_size(std::string_view rest);

// An ASCII letter or an underscore.
[[nodiscard]] bool begins_ascii_name(char character);

// The letters in front of the quote that begins a string ("rb" in rb'...'), possibly 0; npos if no
// string begins there.
[[nodiscard]] std::size_t string_prefix_size(std::string_view rest);

// The position behind the closing quotes of a string whose content goes on at `from`; npos if the
// line does not close it.
[[nodiscard]] std::size_t find_string_end(std::string_view line, std::size_t from,
                                          std::string_view quotes);

}  // namespace autopar::cells
