#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace autopar {

// The text between double quotes. Quotes and backslashes get a backslash, control characters become
// \xNN, so that the literal stays on one line.
[[nodiscard]] std::string quote(std::string_view text);

// What quote wrote, and how many characters of the input it took.
struct Unquoted {
  std::string text;
  std::size_t length = 0;
};

// Nothing if the input does not begin with a literal that quote could have written.
[[nodiscard]] std::optional<Unquoted> unquote(std::string_view input);

}  // namespace autopar
