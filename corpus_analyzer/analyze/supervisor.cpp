#include "analyze/supervisor.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <optional>
#include <utility>

namespace autopar::analyze {
namespace {

constexpr int kPollMilliseconds = 50;

// How the working process ended.
struct Ending {
  std::optional<int> exit_code;  // nothing if a signal ended it
  int signal = 0;
  std::vector<std::string> late;  // what it was killed for
};

class Child {
 public:
  Child(pid_t id, const WorkerBoard& board, double limit_seconds, const std::atomic<bool>& stop)
      : id_(id), board_(board), limit_seconds_(limit_seconds), stop_(stop) {}

  Ending watch() {
    const auto descriptor = static_cast<int>(syscall(SYS_pidfd_open, id_, 0));
    int status = 0;
    while (waitpid(id_, &status, WNOHANG) == 0) {
      wait_a_little(descriptor);
      hand_on_stop();
      kill_if_late();
    }
    if (descriptor >= 0) {
      close(descriptor);
    }
    if (WIFEXITED(status)) {
      ending_.exit_code = WEXITSTATUS(status);
    } else {
      ending_.signal = WTERMSIG(status);
    }
    return std::move(ending_);
  }

 private:
  static void wait_a_little(int descriptor) {
    pollfd ended = {descriptor, POLLIN, 0};
    poll(&ended, descriptor >= 0 ? 1 : 0, kPollMilliseconds);
  }

  void hand_on_stop() {
    if (stop_ && !is_told_) {
      is_told_ = true;
      kill(id_, SIGTERM);
    }
  }

  void kill_if_late() {
    if (!ending_.late.empty()) {
      return;
    }
    for (const WorkerBoard::Work& each : board_.current()) {
      if (each.seconds > limit_seconds_) {
        ending_.late.push_back(each.blob);
      }
    }
    if (!ending_.late.empty()) {
      kill(id_, SIGKILL);
    }
  }

  pid_t id_;
  const WorkerBoard& board_;
  double limit_seconds_;
  const std::atomic<bool>& stop_;
  bool is_told_ = false;
  Ending ending_;
};

// Ends itself when the watching process is gone.
[[noreturn]] void run_child(pid_t parent, const Work& work, const Quarantine& quarantine) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) {
    _exit(1);
  }
  const int exit_code = work(quarantine);
  std::fflush(nullptr);
  _exit(exit_code);
}

class Supervisor {
 public:
  Supervisor(WorkerBoard& board, double limit_seconds, const std::atomic<bool>& stop,
             const Work& work, const OnFailure& on_failure)
      : board_(board),
        limit_seconds_(limit_seconds),
        stop_(stop),
        work_(work),
        on_failure_(on_failure) {}

  Result<Supervision> run() {
    while (true) {
      board_.clear();
      const pid_t parent = getpid();
      const pid_t id = fork();
      if (id == 0) {
        run_child(parent, work_, quarantine_);
      }
      if (id < 0) {
        return fail(fmt::format("no process for the work: {}", std::strerror(errno)));
      }
      const Ending ending = Child(id, board_, limit_seconds_, stop_).watch();
      if (ending.exit_code) {
        supervision_.exit_code = *ending.exit_code;
        return supervision_;
      }
      if (const Result<void> learned = learn_from(ending); !learned) {
        return tl::unexpected(learned.error());
      }
      ++supervision_.attempts;
    }
  }

 private:
  Result<void> learn_from(const Ending& ending) {
    const std::string how = fmt::format("the working process was ended by signal {} ({})",
                                        ending.signal, strsignal(ending.signal));
    std::vector<WorkerBoard::Work> works = board_.current();
    if (!ending.late.empty()) {
      for (const std::string& blob : ending.late) {
        give_up(blob, notebook::NotebookStatus::Timeout, WorkOutcome::Timeout,
                fmt::format("took longer than {} s", limit_seconds_));
      }
      return {};
    }
    if (works.empty() || stop_) {
      return fail(how);
    }
    if (works.size() == 1) {
      give_up(works.front().blob, notebook::NotebookStatus::Crash, WorkOutcome::Crash, how);
      return {};
    }
    for (const WorkerBoard::Work& each : works) {
      quarantine_.suspects.insert(each.blob);
      note({supervision_.attempts, each.blob, WorkOutcome::Suspect, how});
    }
    return {};
  }

  void give_up(const std::string& blob, notebook::NotebookStatus status, WorkOutcome outcome,
               const std::string& message) {
    quarantine_.given_up.emplace(blob, status);
    quarantine_.suspects.erase(blob);
    note({supervision_.attempts, blob, outcome, message});
  }

  void note(WorkFailure failure) {
    on_failure_(failure);
    supervision_.failures.push_back(std::move(failure));
  }

  WorkerBoard& board_;
  double limit_seconds_;
  const std::atomic<bool>& stop_;
  const Work& work_;
  const OnFailure& on_failure_;
  Quarantine quarantine_;
  Supervision supervision_;
};

}  // namespace

Result<Supervision> supervise(WorkerBoard& board, double limit_seconds,
                              const std::atomic<bool>& stop, const Work& work,
                              const OnFailure& on_failure) {
  return Supervisor(board, limit_seconds, stop, work, on_failure).run();
}

}  // namespace autopar::analyze
