#pragma once

#include "harness/options.hpp"
#include "harness/outcome.hpp"
#include "harness/suite.hpp"

namespace autopar::bench {

// seconds runs from the start to the end of the process.
struct ColdStart {
  Outcome outcome;
  double seconds = 0.0;
};

// Starts a process that runs the contender once, with an empty autopar cache of its own that is
// removed afterwards, and holds the digest of its result against CPython's.
ColdStart start_cold(Suite& suite, const Options& options, const CellKey& key);

}  // namespace autopar::bench
