#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "autopar/named_enum.hpp"
#include "autopar/refusal.hpp"
#include "codegen/dialect.hpp"
#include "codegen/kernel_abi.hpp"
#include "codegen/specialization.hpp"
#include "schedule/schedule.hpp"

namespace autopar::codegen {

// Data: the lowest byte of an array's copy on the device; Origin, right after it: how many bytes
// further the element with all indices zero lies (not 0 where a stride is negative). Integer, Real:
// 64 bits by value.
AUTOPAR_NAMED_ENUM(ParameterKind, Data, Origin, Integer, Real);

// The argument is what this slot of the frame holds at the time of the launch; for Data and Origin
// the slot of the array's data.
struct KernelParameter {
  ParameterKind kind = ParameterKind::Integer;
  std::uint32_t slot = 0;
};

// One band of Grid loops, outermost first. The innermost is dimension 0 of the grid, and the grid
// has as many dimensions as the band. A kernel walks its iterations with a stride of the whole
// grid, so a grid of any size does all of them, each once.
struct GpuKernel {
  std::string name;
  std::vector<KernelParameter> parameters;
  std::vector<loop_ir::LoopId> band;
};

struct GpuSource {
  std::string text;
  FrameLayout layout;
  // In source order.
  std::vector<GpuKernel> kernels;
};

// The bodies are the same text in Cuda, Opencl and StandIn. Kernels write arrays only: what the
// nest binds to names is left to the host, as are the sequential loops and statements around the
// bands. Requires a legal schedule without Threads loops, types that infer_types gave, and a
// dialect other than C. Refused: complex numbers, statements on slices, what needs a check at run
// time, and operations that the text has to keep for their warnings.
[[nodiscard]] tl::expected<GpuSource, Refusal> print_gpu_kernels(
    const loop_ir::LoopNest& nest, const typing::NestTypes& types,
    const schedule::Schedule& schedule, const Specialization& specialization, Dialect dialect);

}  // namespace autopar::codegen
