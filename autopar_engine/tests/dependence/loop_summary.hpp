#pragma once

#include <string>

#include "dependence/analysis.hpp"

namespace autopar::dependence {

// What the static stages say of the loops of a Python text, in source order:
// "i: DOALL at LOOP; j: SEQ at LOOP, R_FLOW". Lines that begin with "# %%" separate cells; loops of
// the last cell are reported, and the cells before it are known as those of a notebook.
std::string summarize_text(const std::string& text);

// The loops of the same text that are tied by a proven dependence, with no two iterations that show
// it; empty if there are none.
std::string loops_without_counterexample(const std::string& text);

// "DOACROSS(4) at LOOP", "REDUCE of floats at LOOP", "UNKNOWN until TYPES, R_ALIAS".
std::string summarize(const LoopAnalysis& analysis);

}  // namespace autopar::dependence
