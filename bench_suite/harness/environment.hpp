#pragma once

#include <map>
#include <string>

#include "autopar/result.hpp"
#include "harness/options.hpp"

namespace autopar::bench {

// What goes with every result: key -> value, "unknown" where it cannot be found out.
using Environment = std::map<std::string, std::string>;

// Unsets OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE, which change what NumPy's library does, and tells
// every contender the number of threads. Has to come before Python starts.
// Gives the former values of what was unset.
Environment prepare_process(int threads);

// `prepared` is what prepare_process gave. Needs a running interpreter.
Result<Environment> describe_environment(const Options& options, const Environment& prepared);

}  // namespace autopar::bench
