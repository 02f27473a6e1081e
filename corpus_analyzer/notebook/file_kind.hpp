#pragma once

#include <optional>
#include <string_view>

#include "notebook/notebook.hpp"

namespace autopar::notebook {

// For a text that is no JSON: Lfs (a pointer file), Conflict (merge markers at the beginning of a
// line) or Html; nothing if it is none of these.
[[nodiscard]] std::optional<NotebookStatus> recognize_other_file(std::string_view text);

}  // namespace autopar::notebook
