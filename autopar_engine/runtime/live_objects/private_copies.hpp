#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "codegen/kernel_abi.hpp"
#include "loop_ir/loop_nest.hpp"
#include "runtime/call_plan.hpp"
#include "runtime/live_objects/copy_buffers.hpp"

namespace autopar::runtime {

// Memory for the arrays that parallel loops of a region make anew in each iteration: one of each
// for every thread, for the length of a call. Needs the GIL.
class PrivateCopies {
 public:
  // Puts where they are into the frame. False, without a Python exception, if there is no memory
  // for them. Takes none where the plan needs none.
  [[nodiscard]] bool take(const loop_ir::LoopNest& nest, const CallPlan& plan,
                          codegen::FrameSlot* frame);

  // For how many threads there is a copy of everything; any number where nothing needs one. A
  // signal handler may allow more threads in the middle of a call.
  [[nodiscard]] std::int32_t most_threads() const { return most_threads_; }

 private:
  std::vector<CopyBuffer> buffers_;
  std::int32_t most_threads_ = std::numeric_limits<std::int32_t>::max();
};

}  // namespace autopar::runtime
