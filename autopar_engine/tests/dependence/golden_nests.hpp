#pragma once

#include <vector>

#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// The nests of all golden files, each file a text of its own.
std::vector<loop_ir::LoopNest> golden_nests();

}  // namespace autopar::dependence
