#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "autopar/float_mode.hpp"
#include "autopar/verdict.hpp"
#include "codegen/kernel_abi.hpp"
#include "dependence/analysis.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"
#include "runtime/call_guards.hpp"
#include "runtime/replay_needs.hpp"
#include "schedule/schedule.hpp"

namespace autopar::runtime {

// Machine code of a region, and how to run it.
struct CompiledRegion {
  codegen::RegionFunction* function = nullptr;
  // Of the parallel loops, in source order.
  std::vector<codegen::KernelFunction*> kernels;
  codegen::FrameLayout layout;
  std::string text;
};

// A parallel loop under the trip counts of one specialization, in iterations, or in parts of a sum.
struct LaunchSizes {
  std::int64_t grain = 1;
  std::int64_t between_signals = 1;
};

// Everything that was decided for the calls with certain facts: kinds, extents, strides and integer
// values, but not addresses and float values.
struct Specialization {
  loop_ir::ArgumentFacts facts;
  std::vector<LoopVerdict> verdicts;
  schedule::Schedule schedule;
  // Requires that the arrays of each pair lie apart.
  std::vector<ArrayPair> apart;
  CompiledRegion compiled;
  // Of the kernels, in their order.
  std::vector<LaunchSizes> launch_sizes;
  std::vector<codegen::FrameSlot> frame;
  ReplayNeeds replay_needs;
  // Whoever runs it has to know that CPython's complex arithmetic is the one that is compiled.
  bool has_complex = false;
  // CPython may be done before a call of compiled code has begun.
  bool is_short = false;
};

// Decides and compiles. The error says why calls with these facts run in CPython. Requires that the
// arrays of pairs_to_keep_apart lie apart; by_text is what the analysis says of the nest without
// facts. Compiled code is kept for the life of the process, one copy for each text. Needs the GIL,
// or whatever else keeps its callers apart.
[[nodiscard]] tl::expected<Specialization, std::string> specialize(
    const loop_ir::LoopNest& nest, const dependence::NestAnalysis& by_text,
    const loop_ir::ArgumentFacts& facts, FloatMode mode);

}  // namespace autopar::runtime
