#include "analyze/supervisor.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace autopar::analyze {
namespace {

const std::string kBad(40, 'b');
const std::string kGood(40, 'a');

struct Watched {
  WorkerBoard board = *WorkerBoard::make();
  std::atomic<bool> stop = false;

  Result<Supervision> supervise_work(double limit_seconds, const Work& work) {
    return supervise(board, limit_seconds, stop, work, [](const WorkFailure&) {});
  }
};

TEST(Supervisor, HandsOnTheExitCodeOfWorkThatEnds) {
  Watched run;
  const auto done = run.supervise_work(10, [](const Quarantine&) { return 3; });
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->exit_code, 3);
  EXPECT_EQ(done->attempts, 1U);
  EXPECT_TRUE(done->failures.empty());
}

TEST(Supervisor, GivesUpAContentThatTakesTooLong) {
  Watched run;
  const auto done = run.supervise_work(0.2, [&](const Quarantine& quarantine) {
    if (!quarantine.given_up.contains(kBad)) {
      run.board.begin(0, kBad);
      sleep(60);
    }
    return quarantine.given_up.at(kBad) == notebook::NotebookStatus::Timeout ? 4 : 1;
  });
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->exit_code, 4);
  ASSERT_EQ(done->failures.size(), 1U);
  EXPECT_EQ(done->failures[0].outcome, WorkOutcome::Timeout);
  EXPECT_EQ(done->failures[0].blob, kBad);
}

// Two contents were being analysed: neither is given up before it has failed alone.
TEST(Supervisor, TriesSuspectsAloneBeforeItGivesOneUp) {
  Watched run;
  const auto done = run.supervise_work(10, [&](const Quarantine& quarantine) {
    if (quarantine.given_up.contains(kBad)) {
      return quarantine.given_up.size() == 1 ? 4 : 1;
    }
    if (quarantine.suspects.empty()) {
      run.board.begin(0, kGood);
    }
    run.board.begin(1, kBad);
    std::signal(SIGABRT, SIG_DFL);
    std::abort();
  });
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->exit_code, 4);
  EXPECT_EQ(done->attempts, 3U);
  ASSERT_EQ(done->failures.size(), 3U);
  EXPECT_EQ(done->failures[0].outcome, WorkOutcome::Suspect);
  EXPECT_EQ(done->failures[2].outcome, WorkOutcome::Crash);
  EXPECT_EQ(done->failures[2].blob, kBad);
}

TEST(Supervisor, FailsWhereTheProcessDiesOfNothingThatItCanName) {
  Watched run;
  const auto done = run.supervise_work(10, [](const Quarantine&) -> int { std::abort(); });
  ASSERT_FALSE(done);
  EXPECT_NE(done.error().message.find("signal 6"), std::string::npos) << done.error().message;
}

}  // namespace
}  // namespace autopar::analyze
