#pragma once

#include "runtime/live_objects/numpy_api.hpp"

namespace autopar::runtime {

// State of the calling thread under which compiled code would not behave as CPython does.

// A trace function, or a tool of sys.monitoring, wants to see each line.
[[nodiscard]] bool is_traced() noexcept;

// What numpy.errstate asks for.
struct ErrorState {
  // It asks for something on underflow; compiled code does not look for that.
  bool watches_underflow = true;
  // The flags of <cfenv> among overflow, invalid and division by zero that are not ignored.
  int watched_flags = 0;
  // An error that is watched is a warning and nothing else.
  bool only_warns = false;
};

// If it can't be read, it watches all.
[[nodiscard]] ErrorState current_error_state() noexcept;

// Some signal has a handler of the program's own: where signals are polled, its code may change
// whatever it likes. Python's own handler of SIGINT only raises. Takes some microseconds; errs on
// the side of true.
[[nodiscard]] bool has_signal_handlers() noexcept;

}  // namespace autopar::runtime
