#pragma once

#include <span>
#include <string_view>

namespace autopar::cells {

// Is it certain, without making tokens, that tokenize_lines takes these lines and that
// find_special_syntax finds nothing in them? False where in doubt. Linear in the text.
[[nodiscard]] bool are_certainly_plain(std::span<const std::string_view> lines);

// Is it certain, at a look, that IPython runs the text as it stands? It ends in \n then, as each of
// its lines does. False where in doubt. Linear in the text.
[[nodiscard]] bool is_certainly_unchanged(std::string_view text);

}  // namespace autopar::cells
