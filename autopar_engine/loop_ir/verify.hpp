#pragma once

#include <string>
#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::loop_ir {

// Every rule of grammar.md that the nest breaks, as one line each; empty for a well-formed nest.
// Checked: ids refer to something; statements and loops form one tree; an access names the loops
// around it; affine forms mention only enclosing loops and symbols that are invariant there; break
// and continue stay inside their loop; a name that is written is marked so.
[[nodiscard]] std::vector<std::string> find_violations(const LoopNest& nest);

}  // namespace autopar::loop_ir
