#pragma once

#include "codegen/specialization.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"

namespace autopar::driver {

// The kinds of arguments under which kernel source is printed when there is no call to ask: every
// name that is subscripted or whose extent is read is a C-contiguous float64 array that overlaps no
// other, every name in a bound or a subscript is an int, every other name is a float. Extents and
// values are placeholders, which the text does not depend on.
[[nodiscard]] loop_ir::ArgumentFacts assumed_facts(const loop_ir::LoopNest& nest);
[[nodiscard]] codegen::Specialization assumed_specialization(const loop_ir::LoopNest& nest);

}  // namespace autopar::driver
