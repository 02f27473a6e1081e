#pragma once

#include <string_view>
#include <tl/expected.hpp>

#include "notebook/json_value.hpp"

namespace autopar::notebook {

enum class JsonFault : std::uint8_t { BadControl, TooDeep, BadJson };

// Reads what Python's json module reads: the standard, and NaN and Infinity, lone surrogates
// (as U+FFFD), numbers of any size, nesting down to 4096 levels; each sets its flag. The text has
// to be valid UTF-8. Linear in the text.
[[nodiscard]] tl::expected<JsonDocument, JsonFault> read_relaxed_json(std::string_view utf8);

}  // namespace autopar::notebook
