#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analyze/worker_board.hpp"
#include "autopar/result.hpp"
#include "notebook/notebook.hpp"

namespace autopar::analyze {

// Contents that a working process died of, or may have died of.
struct Quarantine {
  // Not to be analysed again: Timeout or Crash.
  std::map<std::string, notebook::NotebookStatus> given_up;
  // To be analysed alone, so that another death has one cause.
  std::set<std::string> suspects;
};

// What became of a content that was being analysed when the working process ended.
AUTOPAR_NAMED_ENUM(WorkOutcome, Timeout, Crash, Suspect);
struct WorkFailure {
  unsigned attempt = 1;  // counts the starts of the working process
  std::string blob;
  WorkOutcome outcome = WorkOutcome::Suspect;
  std::string message;
};

struct Supervision {
  int exit_code = 0;
  std::vector<WorkFailure> failures;
  unsigned attempts = 1;
};

// Does the work; its answer is the program's exit code.
using Work = std::function<int(const Quarantine& quarantine)>;
using OnFailure = std::function<void(const WorkFailure&)>;

// Runs the work in a process of its own and watches the board that it writes on. A content that
// takes longer than the limit, or that the process dies of, is given up, and the work begins anew
// without it; of several contents that it may have died of each is first tried alone. Fails where
// the process dies and nothing was being analysed. Hands SIGINT and SIGTERM on through `stop`,
// whose setting also ends the trying. Requires that the calling process has no other thread.
[[nodiscard]] Result<Supervision> supervise(WorkerBoard& board, double limit_seconds,
                                            const std::atomic<bool>& stop, const Work& work,
                                            const OnFailure& on_failure);

}  // namespace autopar::analyze
