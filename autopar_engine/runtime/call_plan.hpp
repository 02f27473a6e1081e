#pragma once

#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "codegen/kernel_abi.hpp"
#include "dependence/analysis.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"
#include "runtime/replay_needs.hpp"
#include "runtime/specialization.hpp"

namespace autopar::runtime {

// How calls with certain facts run: kinds, extents, strides and integer values, but not addresses
// and float values. Requires that the arrays of pairs_to_keep_apart lie apart.
struct CallPlan {
  loop_ir::ArgumentFacts facts;
  std::shared_ptr<const Specialization> specialization;
  // Of the kernels, in their order.
  std::vector<LaunchSizes> launch_sizes;
  std::vector<codegen::FrameSlot> frame;
  ReplayNeeds replay_needs;
  // CPython may be done before a call of compiled code has begun.
  bool is_short = false;
};

// Puts every question that the facts have to answer, and compiles if no call before had the same
// answers. The error says why calls with these facts run in CPython. by_text is what the analysis
// says of the nest without facts; specializations are those for the kinds of these facts. Needs
// what Specializations needs.
[[nodiscard]] tl::expected<CallPlan, std::string> plan_call(const loop_ir::LoopNest& nest,
                                                            const dependence::NestAnalysis& by_text,
                                                            const loop_ir::ArgumentFacts& facts,
                                                            Specializations& specializations);

}  // namespace autopar::runtime
