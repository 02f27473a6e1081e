#pragma once

#include <atomic>

#include "analyze/run_study.hpp"
#include "autopar/result.hpp"

namespace autopar::analyze {

enum ExitCode {
  kDone = 0,
  kFailed = 1,
  kUsage = 2,
  kDamagedArchive = 3,
  kGaveUp = 4,
  kInterrupted = 130
};

// The whole run: the work in a process of its own (supervisor.hpp), what it cost in the run log.
// The program's exit code; what failed in the working process has been told. Requires that the
// calling process has no other thread.
[[nodiscard]] Result<int> run_supervised(const StudyOptions& options,
                                         const std::atomic<bool>& stop);

}  // namespace autopar::analyze
