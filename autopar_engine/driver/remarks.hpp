#pragma once

#include <string>

#include "driver/explain.hpp"

namespace autopar::driver {

// The source with line numbers, and below each loop's header what was found out about the loop.
[[nodiscard]] std::string print_remarks(const Explanation& explanation);

// The same without the source: one paragraph a loop, "FILE:LINE:COLUMN: ..." first.
[[nodiscard]] std::string print_verdicts(const Explanation& explanation);

}  // namespace autopar::driver
