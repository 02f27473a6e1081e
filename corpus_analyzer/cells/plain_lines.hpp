#pragma once

#include <span>
#include <string_view>

namespace autopar::cells {

// Is it certain, without making tokens, that tokenize_lines takes these lines and that
// find_special_syntax finds nothing in them? False where in doubt. Linear in the text.
[[nodiscard]] bool are_certainly_plain(std::span<const std::string_view> lines);

}  // namespace autopar::cells
