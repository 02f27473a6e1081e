#pragma once

#include <string_view>

#include "autopar/named_enum.hpp"

namespace autopar::codegen {

// C: for the CPU. Cuda, Opencl: for GPUs. StandIn: the GPUs' text as plain C, one work-item that
// walks the whole grid, for tests.
AUTOPAR_NAMED_ENUM(Dialect, C, Cuda, Opencl, StandIn);

// The definitions behind which the bodies read alike in all dialects:
// i64, f64; GLOBAL, RESTRICT qualify a pointer to array bytes; trip_count(first, stop, step);
// for GPUs KERNEL(name), ITEM(d) and ITEM_COUNT(d) of the grid's dimension d.
[[nodiscard]] std::string_view prelude_of(Dialect dialect);

}  // namespace autopar::codegen
