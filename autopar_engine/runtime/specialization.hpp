#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "autopar/float_mode.hpp"
#include "autopar/refusal.hpp"
#include "autopar/verdict.hpp"
#include "codegen/kernel_abi.hpp"
#include "codegen/specialization.hpp"
#include "loop_ir/argument_facts.hpp"
#include "loop_ir/loop_nest.hpp"
#include "runtime/replay_needs.hpp"
#include "schedule/schedule.hpp"
#include "typing/infer_types.hpp"

namespace autopar::runtime {

// Machine code of a region, and how to run it.
struct CompiledRegion {
  codegen::RegionFunction* function = nullptr;
  // Of the parallel loops, in source order.
  std::vector<codegen::KernelFunction*> kernels;
  codegen::FrameLayout layout;
  std::string text;
};

// A parallel loop under the trip counts of one call, in iterations, or in parts of a sum.
struct LaunchSizes {
  std::int64_t grain = 1;
  std::int64_t between_signals = 1;
};

// What one nest is compiled to for all calls that agree in the facts that its code uses: the kinds
// of the arguments, from which come the types; which loops are parallel; which arrays are
// contiguous, and which subscripts and operations are proved to stay in their range. Extents,
// strides and values reach the code through its frame.
struct Specialization {
  schedule::Schedule schedule;
  codegen::Specialization text_facts;
  CompiledRegion compiled;
  ReplayTraits replay_traits;
  // Whoever runs it has to know that CPython's complex arithmetic is the one that is compiled.
  bool has_complex = false;
};

// The specializations of one nest for arguments of one kind each. Compiled code is kept for the
// life of the process, one copy for each text. Needs the GIL, or whatever else keeps its callers
// apart.
class Specializations {
 public:
  // Of facts only the kinds count (loop_ir::are_of_same_kinds).
  Specializations(const loop_ir::LoopNest& nest, loop_ir::ArgumentFacts facts, FloatMode mode);

  [[nodiscard]] bool are_for(const loop_ir::ArgumentFacts& facts) const {
    return loop_ir::are_of_same_kinds(facts_, facts);
  }

  [[nodiscard]] const tl::expected<typing::NestTypes, Refusal>& types() const { return types_; }

  // What each loop becomes under these verdicts, one for each loop. Requires types. The reference
  // holds until the next call.
  [[nodiscard]] const schedule::Schedule& schedule_for(const loop_ir::LoopNest& nest,
                                                       const std::vector<LoopVerdict>& verdicts);

  // The one of this schedule and these facts, which is compiled if there is none yet. The error
  // says why it can't be. Requires types, a legal schedule and the nest that this was made for.
  // facts: of the call.
  [[nodiscard]] tl::expected<std::shared_ptr<const Specialization>, std::string> find_or_compile(
      const loop_ir::LoopNest& nest, const loop_ir::ArgumentFacts& facts,
      const schedule::Schedule& schedule, const codegen::Specialization& text_facts);

  // How many were compiled.
  [[nodiscard]] std::size_t count() const { return specializations_.size(); }

 private:
  loop_ir::ArgumentFacts facts_;
  tl::expected<typing::NestTypes, Refusal> types_;
  std::vector<std::pair<std::vector<LoopVerdict>, schedule::Schedule>> schedules_;
  std::vector<std::shared_ptr<const Specialization>> specializations_;
};

}  // namespace autopar::runtime
