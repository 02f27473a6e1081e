#pragma once

#include <map>
#include <string>

#include "autopar/result.hpp"
#include "harness/options.hpp"

namespace autopar::bench {

// What goes with every result: key -> value, "unknown" where it cannot be found out.
using Environment = std::map<std::string, std::string>;

// Unsets what changes NumPy's library (OPENBLAS_CORETYPE, OPENBLAS_L2_SIZE), autopar (AUTOPAR_FP,
// AUTOPAR_DEVICE) or Numba (every NUMBA_ variable but the folder of its cache), so that contenders
// run at their defaults; tells every contender the number of threads. Has to come before Python
// starts. Gives what became of each: the former value, or that there was none.
Environment prepare_process(int threads);

// `prepared` is what prepare_process gave. Needs a running interpreter.
Result<Environment> describe_environment(const Options& options, const Environment& prepared);

// What has to be tried out: how many processors are idle, what the contenders run on and, but for a
// quick run, what a loop in C reaches. Takes some seconds.
Result<void> add_measured_facts(Environment& environment, const Options& options);

// Why the results of a run are not to be relied on, "" when nothing speaks against them.
std::string find_flag(const Environment& environment);

}  // namespace autopar::bench
