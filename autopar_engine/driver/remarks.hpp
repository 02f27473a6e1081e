#pragma once

#include <string>

#include "driver/explain.hpp"

namespace autopar::driver {

// The source as people know it, with line numbers, and below each loop's header what was found out
// about the loop; below what is no Python, that.
[[nodiscard]] std::string print_remarks(const Explanation& explanation);

// The same without the source: one paragraph a loop, "FILE:LINE:COLUMN: ..." first.
[[nodiscard]] std::string print_verdicts(const Explanation& explanation);

}  // namespace autopar::driver
