#pragma once

#include <vector>

#include "frontend/lower.hpp"
#include "frontend/module_scope.hpp"
#include "verdicts/parsed_cell.hpp"

namespace autopar::verdicts {

// The loops of a cell's STUDY view in the order of their headers, each with its verdict. The cell
// must have a tree; module is that of its text, by the facts of the context.
[[nodiscard]] std::vector<LoopRecord> loops_of_cell(const ParsedCell& cell,
                                                    frontend::ModuleScope& module,
                                                    const frontend::LoweringContext& context);

}  // namespace autopar::verdicts
