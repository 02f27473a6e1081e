#pragma once

#include <string>
#include <vector>

#include "dependence/hazards.hpp"

namespace autopar::dependence {

// What each row of scalar flow and each private array asks for, in the order of the rows.
[[nodiscard]] std::vector<Transformation> transformations_of(const LoopHazards& hazards);

// The same with a snapshot of each array that needs one; empty if snapshots would not free the
// loop.
[[nodiscard]] std::vector<Transformation> transformations_with_snapshots(
    const Context& context, loop_ir::LoopId loop_id, const LoopHazards& hazards);

// In words, without a capital and a full stop: "a snapshot of a, taken before the loop".
[[nodiscard]] std::string describe(const Transformation& transformation);

}  // namespace autopar::dependence
