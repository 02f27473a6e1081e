#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>

#include "autopar/refusal.hpp"
#include "codegen/kernel_abi.hpp"
#include "codegen/specialization.hpp"
#include "schedule/schedule.hpp"

namespace autopar::codegen {

// One C text that includes no header: a KernelFunction per Threads loop (kernel_name) and the
// RegionFunction kRegionName, which runs the sequential loops and statements around them.
struct CpuRegion {
  std::string text;
  FrameLayout layout;
  std::uint32_t kernel_count = 0;
};

// A nest without Threads loops becomes a region that never calls its launcher. Requires a legal
// schedule (schedule::check_legal) without Grid loops, and types that infer_types gave. What the
// text means is what CPython means, unless it fails a check, if what the specialization says holds.
[[nodiscard]] CpuRegion print_cpu_region(const loop_ir::LoopNest& nest,
                                         const typing::NestTypes& types,
                                         const schedule::Schedule& schedule,
                                         const Specialization& specialization);

}  // namespace autopar::codegen
