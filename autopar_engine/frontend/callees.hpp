#pragma once

#include <cstdint>
#include <string_view>

namespace autopar::frontend {

// What the front end knows of a callee by its resolved name. This serves accesses and refusals
// only; the table of effects that verdicts rest on is dependence's.
enum class CalleeClass : std::uint8_t {
  // In the region language: reads its arguments' values and nothing else.
  Compiled,
  // In the region language, but not compiled yet; reads its arguments likewise.
  Planned,
  // Reads its arguments, with all that is in them, and writes none of them.
  ReadsArguments,
  // May run any code that the text does not show.
  Dynamic,
  // A notebook magic or shell command.
  Magic,
  Unknown,
};

// resolved is as in loop_ir::Call.
[[nodiscard]] CalleeClass classify_callee(std::string_view resolved);

}  // namespace autopar::frontend
