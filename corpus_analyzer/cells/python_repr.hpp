#pragma once

#include <string>
#include <string_view>

namespace autopar::cells {

// repr() of a Python str.
[[nodiscard]] std::string python_repr(std::string_view text);

}  // namespace autopar::cells
