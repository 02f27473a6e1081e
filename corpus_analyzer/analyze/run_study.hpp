#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "autopar/result.hpp"

namespace autopar::analyze {

struct StudyOptions {
  std::vector<std::string> sources;
  std::string output;
  unsigned jobs = 1;
  bool is_quiet = false;
};

struct StudyOutcome {
  std::uint64_t files = 0;
  std::uint64_t analyzed = 0;  // contents that were not in the database before
  std::uint64_t damaged_archives = 0;
  bool is_interrupted = false;
};

// Analyses the sources into the database. Continues one that is there: contents that the same
// analyzer version has dealt with are not analysed again. Once stop is set it ends soon, with the
// work so far kept. A run that is not interrupted leaves bytes that depend on the sources alone,
// and fails if the flow's sums do not close.
[[nodiscard]] Result<StudyOutcome> run_study(const StudyOptions& options,
                                             const std::atomic<bool>& stop);

}  // namespace autopar::analyze
