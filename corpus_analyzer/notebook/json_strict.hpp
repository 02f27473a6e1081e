#pragma once

#include <optional>
#include <string_view>

#include "notebook/json_value.hpp"

namespace autopar::notebook {

// Reads standard JSON, the whole text, with simdjson. Nothing if it is not: json_relaxed then says
// why, or takes what Python takes beyond the standard.
[[nodiscard]] std::optional<JsonDocument> read_strict_json(std::string_view utf8);

}  // namespace autopar::notebook
