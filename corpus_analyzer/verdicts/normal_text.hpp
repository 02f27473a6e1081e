#pragma once

#include <string>
#include <string_view>

namespace autopar::verdicts {

// The text without blanks at the ends of its lines and empty lines at its end.
[[nodiscard]] std::string without_trailing_blanks(std::string_view text);

// The same without empty lines altogether.
[[nodiscard]] std::string without_blank_lines(std::string_view text);

}  // namespace autopar::verdicts
