#pragma once

namespace autopar::runtime {

// What Python would do with a RuntimeWarning of NumPy now, in the code that calls.

// It may raise: by a filter that makes it an error, by a function of the user that shows it, or by
// the stream that it is written to. Errs on the side of yes. Runs no Python code.
[[nodiscard]] bool may_warning_raise() noexcept;

}  // namespace autopar::runtime
