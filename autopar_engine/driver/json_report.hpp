#pragma once

#include <span>
#include <string>

#include "driver/explain.hpp"

namespace autopar::driver {

// {"file": ..., "loops": [...]}: one object a loop, in the order of the nests. Codes are those of
// the study's database; lines count from 1, columns from 0 in UTF-8 bytes. The texts are the one of
// a Python file, or those of a notebook's cells, whose index among all cells is the loop's "cell".
[[nodiscard]] std::string print_json(const std::string& file, std::span<const Explanation> texts);

}  // namespace autopar::driver
