#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "analyze/supervisor.hpp"
#include "analyze/worker_board.hpp"
#include "autopar/result.hpp"

namespace autopar::analyze {

struct StudyOptions {
  std::vector<std::string> sources;
  std::string output;
  std::string run_log;  // run.db
  unsigned jobs = 1;
  double limit_seconds = 10;  // of one content, before the watchdog ends the process
  std::string parsed_texts;   // a file for the names of the texts that were parsed; empty for none
  bool is_quiet = false;
};

struct StudyOutcome {
  std::uint64_t files = 0;
  std::uint64_t analyzed = 0;  // contents that were not in the database before
  std::uint64_t damaged_archives = 0;
  std::uint64_t failed = 0;  // contents with status Crash or Timeout
  bool is_interrupted = false;
};

// What the working process knows of its place.
struct WorkPlace {
  WorkerBoard& board;
  const Quarantine& quarantine;
  std::int64_t run = 0;  // its number in the run log
};

// Analyses the sources into the database. Continues one that is there: contents that the same
// analyzer version has dealt with are not analysed again. Once stop is set it ends soon, with the
// work so far kept. A run that is not interrupted leaves bytes that depend on the sources alone,
// and fails if the flow's sums do not close.
[[nodiscard]] Result<StudyOutcome> run_study(const StudyOptions& options, const WorkPlace& place,
                                             const std::atomic<bool>& stop);

}  // namespace autopar::analyze
