#pragma once

#include <string>

#include "driver/explain.hpp"

namespace autopar::driver {

// {"file": ..., "loops": [...]}: one object a loop, in the order of the nests. Codes are those of
// the study's database; lines count from 1, columns from 0 in UTF-8 bytes.
[[nodiscard]] std::string print_json(const Explanation& explanation);

}  // namespace autopar::driver
