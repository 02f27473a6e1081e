#pragma once

#include <cstdint>
#include <vector>

#include "loop_ir/loop_nest.hpp"
#include "verdicts/records.hpp"

namespace autopar::verdicts {

// Dimension D3 of one loop. Height and shape count loops of the loop's own family: statements
// inside statements, clauses of one comprehension inside each other.
struct LoopStructure {
  std::uint32_t height = 1;
  LoopShape shape = LoopShape::Leaf;
  LoopBounds bounds = LoopBounds::Rect;
  std::uint32_t inner_comprehensions = 0;
};

// By LoopId::index(). bounds errs on the side of Dependent.
[[nodiscard]] std::vector<LoopStructure> structure_of(const loop_ir::LoopNest& nest);

}  // namespace autopar::verdicts
