#pragma once

#include <string>
#include <vector>

#include "harness/options.hpp"

namespace autopar::bench {

// A worker is this program started anew: it has a Python of its own and runs what may crash. It
// reads requests from its standard input, which is a Channel, one a line, and answers each with a
// line of answer.hpp:
//
//   open PROGRAM PRESET CONTENDER THREADS         checks the cell
//   time PROGRAM PRESET CONTENDER THREADS CALLS   times so many calls; checks first if it has to
//   kernel PROGRAM PRESET CONTENDER THREADS CALLS likewise, what compiled code takes alone
//   forget                                        drops all cells and their inputs
//
// The first line that it sends has the outcome of its start.
inline constexpr const char* kWorkerFlag = "--worker";

// The arguments to start one with, the program's name excepted.
std::vector<std::string> worker_arguments(const Options& options);

// Serves until the other side goes. Takes what worker_arguments gave.
int run_worker(const std::vector<std::string>& arguments);

}  // namespace autopar::bench
