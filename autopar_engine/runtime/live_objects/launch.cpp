#include "runtime/live_objects/launch.hpp"

#include <algorithm>
#include <cfenv>

#include "runtime/backward_order.hpp"
#include "runtime/float_environment.hpp"
#include "runtime/kernel_clock.hpp"
#include "runtime/live_objects/numpy_api.hpp"
#include "runtime/parallel_for.hpp"

namespace autopar::runtime {

namespace {

struct LaunchContext {
  const CompiledRegion& region;
  std::span<const LaunchSizes> sizes;
  int watched_flags;
  std::int32_t most_threads;
  // Collected before any signal handler runs, since those may clear the thread's flags.
  int raised_flags = 0;

  void collect_flags() {
    raised_flags |= raised_float_flags() & watched_flags;
    clear_watched_flags();
  }

  // Writing the register takes longer than reading it.
  void clear_watched_flags() const {
    if ((raised_float_flags() & watched_flags) != 0) {
      clear_float_flags();
    }
  }
};

// A part of a parallel loop: iterations counted from `first`.
struct PartFrame {
  codegen::KernelFunction* kernel;
  const void* frame;
  std::int64_t first;
};

// So small that parallel_for would run it as one chunk.
bool is_one_chunk(std::int64_t count, std::int64_t grain) {
  return count / 2 < grain && !runs_backwards();
}

void run_part(const void* memory, std::int64_t begin, std::int64_t end, std::int32_t worker) {
  const auto& part = *static_cast<const PartFrame*>(memory);
  part.kernel(part.frame, part.first + begin, part.first + end, worker);
}

LaunchSizes sizes_of(const LaunchContext& context, codegen::KernelFunction* kernel) {
  const auto& kernels = context.region.kernels;
  const auto found = std::ranges::find(kernels, kernel);
  return found == kernels.end() ? LaunchSizes{}
                                : context.sizes[static_cast<std::size_t>(found - kernels.begin())];
}

bool has_failed(const LaunchContext& context, const void* frame) {
  const auto* slots = static_cast<const codegen::FrameSlot*>(frame);
  return slots[context.region.layout.failure_slot].integer != 0;
}

constexpr std::int32_t kInterrupted = 1;
static_assert(kInterrupted != codegen::kCheckFailed);

// codegen::Launcher::parallel_for. kInterrupted if a signal handler raised.
std::int32_t launch_kernel(void* memory, codegen::KernelFunction* kernel, const void* frame,
                           std::int64_t trip_count) {
  auto& context = *static_cast<LaunchContext*>(memory);
  const LaunchSizes sizes = sizes_of(context, kernel);
  std::int64_t count = 0;
  for (std::int64_t first = 0; first < trip_count; first += count) {
    count = std::min(sizes.between_signals, trip_count - first);
    if (is_one_chunk(count, sizes.grain)) {
      kernel(frame, first, first + count, 0);
    } else {
      const PartFrame part{kernel, frame, first};
      parallel_for(count, sizes.grain, run_part, &part, context.most_threads);
    }
    context.collect_flags();
    if (has_failed(context, frame)) {
      return codegen::kCheckFailed;
    }
    if (PyErr_CheckSignals() < 0) {
      return kInterrupted;
    }
  }
  return 0;
}

// codegen::Launcher::poll.
std::int32_t poll_signals(void* memory) {
  static_cast<LaunchContext*>(memory)->collect_flags();
  return PyErr_CheckSignals() < 0 ? kInterrupted : 0;
}

LaunchResult run_region(const CompiledRegion& region, std::span<const LaunchSizes> sizes,
                        codegen::FrameSlot* frame, int watched_flags,
                        std::int32_t most_threads) noexcept {
  LaunchContext context{region, sizes, watched_flags, most_threads};
  const codegen::Launcher launcher{&context, launch_kernel, poll_signals};
  context.clear_watched_flags();
  const std::int32_t status = region.function(frame, &launcher);
  context.collect_flags();
  if (status != 0) {
    return status == codegen::kCheckFailed ? LaunchResult::CheckFailed : LaunchResult::Interrupted;
  }
  return context.raised_flags == 0 ? LaunchResult::Finished : LaunchResult::MaybeWarning;
}

}  // namespace

LaunchResult launch_region(const CompiledRegion& region, std::span<const LaunchSizes> sizes,
                           codegen::FrameSlot* frame, int watched_flags,
                           std::int32_t most_threads) noexcept {
  if (KernelClock::is_on()) {
    return KernelClock::time(
        [&] { return run_region(region, sizes, frame, watched_flags, most_threads); });
  }
  return run_region(region, sizes, frame, watched_flags, most_threads);
}

}  // namespace autopar::runtime
