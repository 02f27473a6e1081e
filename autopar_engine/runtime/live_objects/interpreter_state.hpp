#pragma once

#include "runtime/live_objects/numpy_api.hpp"

namespace autopar::runtime {

// State of the calling thread under which compiled code would not behave as CPython does.

// A trace function, or a tool of sys.monitoring, wants to see each line.
[[nodiscard]] bool is_traced() noexcept;

// numpy.errstate asks for something on underflow. What it asks for on other errors does not matter:
// those are replayed in CPython. True also if the state can't be read.
[[nodiscard]] bool watches_underflow() noexcept;

}  // namespace autopar::runtime
