#pragma once

#include <span>
#include <string>

#include "driver/explain.hpp"

namespace autopar::driver {

// {"file": ..., "loops": [...], "problems": [...]}: one object a loop, in the order of the nests,
// and one for everything that could not be read. Codes are those of the study's database; lines
// count from 1, columns from 0 in UTF-8 bytes, both in the text as people know it. The texts are
// the one of a Python file, or those of a notebook's cells, whose index among all cells is "cell".
// A damaged loop has null for a verdict. `problems` are those of no text that is here.
[[nodiscard]] std::string print_json(const std::string& file, std::span<const Explanation> texts,
                                     std::span<const Problem> problems = {});

}  // namespace autopar::driver
