#include "runtime/live_objects/private_copies.hpp"

#include <algorithm>
#include <utility>

#include "autopar/check.hpp"
#include "base/checked_int.hpp"
#include "loop_ir/new_arrays.hpp"
#include "runtime/parallel_for.hpp"
#include "schedule/schedule.hpp"

namespace autopar::runtime {

namespace {

using loop_ir::LoopId;
using loop_ir::LoopNest;

bool is_made_on_threads(const LoopNest& nest, const schedule::Schedule& schedule,
                        const loop_ir::NewArray& new_array) {
  return std::ranges::any_of(nest.loops.ids(), [&](LoopId loop_id) {
    return schedule.role_of(loop_id) == schedule::LoopRole::Threads &&
           loop_ir::is_made_in(nest, new_array, loop_id);
  });
}

}  // namespace

bool PrivateCopies::take(const LoopNest& nest, const CallPlan& plan, codegen::FrameSlot* frame) {
  // So that no two threads write to one line of a cache.
  constexpr std::int64_t kLineBytes = 128;
  const Specialization& specialization = *plan.specialization;
  for (const loop_ir::NewArray& new_array : nest.new_arrays) {
    const auto* field = specialization.compiled.layout.find_array(new_array.name_id);
    if (field == nullptr || !is_made_on_threads(nest, specialization.schedule, new_array)) {
      continue;
    }
    const loop_ir::ArrayArgument* array = plan.facts.find_array(new_array.name_id);
    AUTOPAR_CHECK(array != nullptr, "an array whose layout the call has");
    AUTOPAR_CHECK(field->copies_slot, "an array that the nest makes");
    if (buffers_.empty()) {
      most_threads_ = thread_count();
    }
    const std::int64_t bytes = loop_ir::size_bytes(*array);
    const std::int64_t stride = (bytes / kLineBytes + 1) * kLineBytes;
    const auto total = checked_multiply(stride, most_threads_);
    CopyBuffer buffer = total ? CopyBuffer::take(static_cast<std::size_t>(*total)) : CopyBuffer();
    if (!buffer) {
      return false;
    }
    frame[*field->copies_slot].data = buffer.data();
    frame[field->copy_stride_slot()].integer = stride;
    frame[field->copy_bytes_slot()].integer = bytes;
    buffers_.push_back(std::move(buffer));
  }
  return true;
}

}  // namespace autopar::runtime
