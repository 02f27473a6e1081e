#pragma once

#include <cstdint>
#include <span>

#include "runtime/specialization.hpp"

namespace autopar::runtime {

// Finished: the region ran to its end. MaybeWarning: so did it, and some operation overflowed, was
// invalid or divided by zero, for which CPython may warn or raise. CheckFailed: it met a case that
// only CPython handles and stopped. Interrupted: a signal handler raised a Python exception, which
// is set.
enum class LaunchResult : std::uint8_t { Finished, MaybeWarning, CheckFailed, Interrupted };

// Runs a region on this thread and, for its parallel loops, on those of parallel_for. Between the
// launches and in long ones between parts, signal handlers run. Needs the GIL throughout, so that
// no other Python code sees what may be taken back. sizes: one for each kernel. watched_flags: of
// <cfenv>, those that may mean a warning. most_threads: as of parallel_for.
[[nodiscard]] LaunchResult launch_region(const CompiledRegion& region,
                                         std::span<const LaunchSizes> sizes,
                                         codegen::FrameSlot* frame, int watched_flags,
                                         std::int32_t most_threads) noexcept;

}  // namespace autopar::runtime
