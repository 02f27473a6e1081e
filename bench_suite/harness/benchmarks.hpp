#pragma once

#include "harness/groups.hpp"
#include "harness/options.hpp"
#include "harness/outcome.hpp"
#include "harness/suite.hpp"
#include "harness/warm_cells.hpp"

namespace autopar::bench {

// What all benchmarks of a run work with. All has to outlive them.
struct Workbench {
  Suite& suite;
  const Options& options;
  WarmCells& cells;
  Ledger& ledger;
};

// Checks the warm cells of the group, leaves the outcomes in the ledger, and registers a benchmark
// for each of its keys. is_short: warm cells get the fewest repetitions that have an interval.
void register_group(Workbench& workbench, const Group& group, bool is_short);

}  // namespace autopar::bench
