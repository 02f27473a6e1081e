#pragma once

#include "harness/options.hpp"
#include "harness/outcome.hpp"
#include "harness/suite.hpp"

namespace autopar::bench {

// The contender of the process that only imports NumPy and makes the inputs.
inline constexpr const char* kNumpyOnly = "numpy_only";

// Registers a warm benchmark for each problem and contender, and a cold one at preset S. Each
// checks its result when it first runs and leaves its outcome in the ledger. All three arguments
// have to outlive the benchmarks.
void register_benchmarks(Suite& suite, const Options& options, Ledger& ledger);

}  // namespace autopar::bench
