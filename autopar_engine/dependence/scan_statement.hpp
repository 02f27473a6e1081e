#pragma once

#include <optional>
#include <string>

#include "dependence/dependence.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::dependence {

// The flow runs inside one assignment of the loop's own body, `x[i] = x[i - 1] op e`, with an
// associative op (+ - * and or & | ^ min max) and the earlier cell nowhere else in it.
[[nodiscard]] bool is_scan_statement(const loop_ir::LoopNest& nest, const Dependence& dependence,
                                     loop_ir::LoopId loop_id);

// The operator of such a statement as in Update: "+" for a difference too, "min", "max". Nothing
// for every other statement.
[[nodiscard]] std::optional<std::string> scan_operator(const loop_ir::LoopNest& nest,
                                                       const Dependence& dependence);

}  // namespace autopar::dependence
