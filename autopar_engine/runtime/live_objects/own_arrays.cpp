#include "runtime/live_objects/own_arrays.hpp"

#include <algorithm>

#include "autopar/check.hpp"
#include "base/checked_int.hpp"
#include "loop_ir/compiled_calls.hpp"

namespace autopar::runtime {

namespace {

using loop_ir::LoopId;
using loop_ir::LoopNest;

bool is_made_on_threads(const LoopNest& nest, const schedule::Schedule& schedule,
                        const loop_ir::Temporary& temporary) {
  return std::ranges::any_of(nest.loops.ids(), [&](LoopId loop_id) {
    return schedule.role_of(loop_id) == schedule::LoopRole::Threads &&
           loop_ir::is_made_in(nest, temporary, loop_id);
  });
}

std::int64_t bytes_of(const loop_ir::ArrayArgument& array) {
  std::int64_t bytes = loop_ir::size_bytes(array.data_type);
  for (const std::int64_t extent : array.extents) {
    bytes *= extent;
  }
  return bytes;
}

}  // namespace

bool OwnArrays::take(const LoopNest& nest, const CallPlan& plan, std::int32_t thread_count,
                     codegen::FrameSlot* frame) {
  // So that no two threads write to one line of a cache.
  constexpr std::int64_t kLineBytes = 128;
  const Specialization& specialization = *plan.specialization;
  for (const loop_ir::Temporary& temporary : nest.temporaries) {
    const auto* field = specialization.compiled.layout.find_array(temporary.name_id);
    if (field == nullptr || !is_made_on_threads(nest, specialization.schedule, temporary)) {
      continue;
    }
    const loop_ir::ArrayArgument* array = plan.facts.find_array(temporary.name_id);
    AUTOPAR_CHECK(array != nullptr && field->copies_slot, "an array that the nest makes");
    const std::int64_t bytes = bytes_of(*array);
    const std::int64_t stride = (bytes + kLineBytes - 1) / kLineBytes * kLineBytes;
    const auto total = checked_multiply(stride, thread_count);
    CopyBuffer buffer = total ? CopyBuffer::take(static_cast<std::size_t>(*total)) : CopyBuffer();
    if (!buffer) {
      return false;
    }
    frame[*field->copies_slot].data = buffer.data();
    frame[*field->copies_slot + 1].integer = stride;
    frame[*field->copies_slot + 2].integer = bytes;
    buffers_.push_back(std::move(buffer));
  }
  return true;
}

}  // namespace autopar::runtime
