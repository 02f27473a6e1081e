#pragma once

#include <vector>

#include "frontend/lower.hpp"
#include "verdicts/parsed_cell.hpp"

namespace autopar::verdicts {

// The loops of a cell's STUDY view in the order of their headers, each with its verdict. The cell
// must have a tree.
[[nodiscard]] std::vector<LoopRecord> loops_of_cell(const ParsedCell& cell,
                                                    const frontend::LoweringContext& context);

}  // namespace autopar::verdicts
