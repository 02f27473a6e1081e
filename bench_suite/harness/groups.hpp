#pragma once

#include <string>
#include <vector>

#include "harness/filter.hpp"
#include "harness/options.hpp"
#include "harness/outcome.hpp"
#include "harness/suite.hpp"

namespace autopar::bench {

// The contender of the process that only imports NumPy and makes the inputs.
inline constexpr const char* kNumpyOnly = "numpy_only";

// What is interleaved: the warm cells of a problem, or the processes that are started for it. All
// contenders of a group are measured in one go, so that the machine's slow drift hits them alike.
struct Group {
  std::string name;
  std::vector<CellKey> keys;
  bool is_of_processes = false;
  bool is_in_series = false;
};

// What the options ask for and the filter lets pass, in the order in which it is measured: the
// twelve before the others, presets before processes before series.
std::vector<Group> make_groups(const Suite& suite, const Options& options, const Filter& filter);

// The name as Google Benchmark shows it.
std::string full_name(const CellKey& key);

}  // namespace autopar::bench
