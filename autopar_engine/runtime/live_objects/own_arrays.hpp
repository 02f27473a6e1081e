#pragma once

#include <cstdint>
#include <vector>

#include "codegen/kernel_abi.hpp"
#include "runtime/call_plan.hpp"
#include "runtime/live_objects/copy_buffers.hpp"

namespace autopar::runtime {

// Memory for the arrays that parallel loops of a region make anew in each iteration: one of each
// for every thread, for the length of a call. Needs the GIL.
class OwnArrays {
 public:
  // For so many threads, and puts where they are into the frame. False, without a Python exception,
  // if there is no memory for them. Takes none where the plan needs none.
  [[nodiscard]] bool take(const loop_ir::LoopNest& nest, const CallPlan& plan,
                          std::int32_t thread_count, codegen::FrameSlot* frame);

 private:
  std::vector<CopyBuffer> buffers_;
};

}  // namespace autopar::runtime
