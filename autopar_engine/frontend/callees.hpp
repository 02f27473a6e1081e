#pragma once

#include <array>
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

// Functions that act on the world around the program, or hear from it, and change nothing that they
// are given: they print, draw random numbers, look at the clock, read and write files. A name that
// ends in a dot stands for all below it. Each has a row in the table of effects.
inline constexpr auto kActingCallees = std::to_array<std::string_view>({"datetime.datetime.now",
                                                                        "datetime.datetime.today",
                                                                        "display",
                                                                        "input",
                                                                        "numpy.load",
                                                                        "numpy.loadtxt",
                                                                        "numpy.random.",
                                                                        "numpy.save",
                                                                        "numpy.savetxt",
                                                                        "open",
                                                                        "os.",
                                                                        "pandas.read_csv",
                                                                        "pandas.read_excel",
                                                                        "print",
                                                                        "random.",
                                                                        "raw_input",
                                                                        "requests.",
                                                                        "time.clock",
                                                                        "time.perf_counter",
                                                                        "time.sleep",
                                                                        "time.time",
                                                                        "urllib.",
                                                                        "urllib2."});

[[nodiscard]] bool acts_on_the_world(std::string_view resolved);

// resolved is as in loop_ir::Call.
[[nodiscard]] CalleeClass classify_callee(std::string_view resolved);

}  // namespace autopar::frontend
