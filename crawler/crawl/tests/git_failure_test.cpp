#include "crawl/git_failure.hpp"

#include <gtest/gtest.h>

namespace autopar::crawl {
namespace {

using crawler::SourceState;

GitFailure failure_of_text(const std::string& errors) {
  return failure_of({.exit_code = 128, .errors = errors});
}

TEST(GitFailure, IsReadFromWhatGitSays) {
  const GitFailure gone = failure_of_text(
      "remote: Repository not found.\nfatal: repository 'https://x/y/' not found\n");
  EXPECT_EQ(gone.state, SourceState::Gone);
  EXPECT_EQ(gone.message, "fatal: repository 'https://x/y/' not found");
  EXPECT_FALSE(gone.may_retry);
  const GitFailure busy = failure_of_text(
      "fatal: unable to access 'https://x/y/': The requested URL returned error: 429");
  EXPECT_TRUE(busy.stops_host);
  EXPECT_FALSE(busy.may_retry);
  const GitFailure broken = failure_of_text("fatal: early EOF\nfatal: fetch-pack: invalid index\n");
  EXPECT_EQ(broken.state, SourceState::Failed);
  EXPECT_TRUE(broken.may_retry);
  EXPECT_TRUE(failure_of({.is_timed_out = true}).may_retry);
}

TEST(GitFailure, SendsNoControlCharactersToTheTerminal) {
  EXPECT_EQ(failure_of_text("fatal: \x1b[2Jx\x07\n").message, "fatal: \\x1b[2Jx\\x07");
}

TEST(GitFailure, NamesTheNewPlaceAndTheRefusedObject) {
  EXPECT_EQ(redirection_of({.errors = "warning: redirecting to https://x/y/\n"}), "https://x/y");
  EXPECT_EQ(redirection_of({.errors = "fatal: x\n"}), "");
  EXPECT_EQ(refused_object_of({.errors = "fatal: remote error: upload-pack: not our ref 0123\n"}),
            "0123");
}

}  // namespace
}  // namespace autopar::crawl
