#include "crawl/git_failure.hpp"

#include <gtest/gtest.h>

namespace autopar::crawl {
namespace {

using crawler::SourceState;
using std::chrono_literals::operator""s;

// 1994-11-06 08:49:37 UTC
constexpr std::chrono::system_clock::time_point kNow{784111777s};

std::optional<std::chrono::seconds> wait_of(const std::string& header) {
  return retry_after_of(
      "08:49:37.1 http.c:800  <= Recv header: HTTP/1.1 429 Too Many Requests\n"
      "08:49:37.2 http.c:800  <= Recv header: " +
          header +
          "\n"
          "08:49:37.3 http.c:800  <= Recv header:\n",
      kNow);
}

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

TEST(GitFailure, TellsHowLongTheHostAsksToWait) {
  EXPECT_EQ(wait_of("Retry-After: 120"), 120s);
  EXPECT_EQ(wait_of("retry-after:7"), 7s);
  EXPECT_EQ(wait_of("Retry-After: 0"), 0s);
  EXPECT_EQ(wait_of("Retry-After: Sun, 06 Nov 1994 08:50:37 GMT"), 60s);
  EXPECT_EQ(wait_of("Retry-After: Sun, 06 Nov 1994 08:48:37 GMT"), 0s);
  EXPECT_GE(wait_of("Retry-After: Fri, 31 Dec 9999 23:59:59 GMT"), 1000000s);
  EXPECT_GE(wait_of("Retry-After: 99999999999999999999"), 1000000s);
  for (const std::string header : {"Retry-After:", "Retry-After: soon", "Retry-After: 7 s",
                                   "Retry-After", "X-Retry-After: 7"}) {
    EXPECT_EQ(wait_of(header), std::nullopt) << header;
  }
}

TEST(GitFailure, TakesTheWaitFromTheLastAnswer) {
  EXPECT_EQ(wait_of("Retry-After: 7\nx <= Recv header: HTTP/2 404\nx <= Recv header: a: b"),
            std::nullopt);
  EXPECT_EQ(retry_after_of("x => Send header: Retry-After: 7\n", kNow), std::nullopt);
  EXPECT_EQ(retry_after_of("", kNow), std::nullopt);
}

TEST(GitFailure, LetsAHostThatSaysWhenToComeBackBeTriedAgain) {
  const std::string headers = "<= Recv header: HTTP/2 403\n<= Recv header: retry-after: 7\n";
  const std::string error = "fatal: unable to access 'x': The requested URL returned error: ";
  const GitFailure limited =
      failure_of({.exit_code = 128, .errors = error + "403", .headers = headers});
  EXPECT_EQ(limited.state, SourceState::Failed);
  EXPECT_TRUE(limited.may_retry);
  EXPECT_EQ(limited.retry_after, 7s);
  EXPECT_TRUE(limited.message.ends_with("error: 403; it asks to wait 7 s"));
  const GitFailure gone =
      failure_of({.exit_code = 128, .errors = error + "404", .headers = headers});
  EXPECT_EQ(gone.state, SourceState::Gone);
  EXPECT_EQ(gone.retry_after, std::nullopt);
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
