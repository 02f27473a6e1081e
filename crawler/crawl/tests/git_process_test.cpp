#include "crawl/git_process.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "crawler/tests/temporary_folder.hpp"

namespace autopar::crawl {
namespace {

using std::chrono_literals::operator""s;

const std::atomic<bool> kNeverStop = false;
const GitBounds kBounds = {.timeout = 20s, .file_bytes = 1U << 20U};

TEST(GitProcess, HandsOverInputOutputErrorsAndExitCode) {
  const Result<GitResult> hashed =
      run_git({"hash-object", "--stdin"}, "hello\n", kBounds, kNeverStop);
  ASSERT_TRUE(hashed);
  EXPECT_EQ(hashed->exit_code, 0);
  EXPECT_EQ(hashed->output, "ce013625030ba8dba906f756967f9e9ca394464a\n");
  const Result<GitResult> failed = run_git({"cat-file", "-p", "0"}, "", kBounds, kNeverStop);
  ASSERT_TRUE(failed);
  EXPECT_EQ(failed->exit_code, 128);
  EXPECT_TRUE(failed->errors.starts_with("fatal: "));
}

// "git -c alias.x=!..." runs a command: for this test one that would not end.
TEST(GitProcess, EndsWithTheTimeAndWhenStopped) {
  const std::vector<std::string> sleep = {"-c", "alias.x=!sleep 100 & sleep 100", "x"};
  const auto begin = std::chrono::steady_clock::now();
  const Result<GitResult> late =
      run_git(sleep, "", {.timeout = 1s, .file_bytes = 1000}, kNeverStop);
  ASSERT_TRUE(late);
  EXPECT_TRUE(late->is_timed_out);
  EXPECT_EQ(late->exit_code, -1);
  const std::atomic<bool> stop = true;
  const Result<GitResult> stopped = run_git(sleep, "", kBounds, stop);
  ASSERT_TRUE(stopped);
  EXPECT_TRUE(stopped->is_stopped);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
}

TEST(GitProcess, WritesNoFileBeyondItsBound) {
  const crawler::TemporaryFolder folder;
  const std::string path = (folder / "large").string();
  const Result<GitResult> result =
      run_git({"-c", "alias.x=!head -c 3000000 /dev/zero > " + path, "x"}, "", kBounds, kNeverStop);
  ASSERT_TRUE(result);
  EXPECT_NE(result->exit_code, 0);
  EXPECT_LE(std::filesystem::file_size(path), kBounds.file_bytes);
}

TEST(GitProcess, KeepsTheBeginningOfTheOutputAndTheEndOfTheErrors) {
  const Result<GitResult> result = run_git(
      {"-c", "alias.x=!yes | head -c 3000000; seq 100000 >&2", "x"}, "", kBounds, kNeverStop);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->output.size(), 1U << 16U);
  EXPECT_EQ(result->errors.size(), 1U << 12U);
  EXPECT_TRUE(result->errors.ends_with("\n100000\n"));
}

}  // namespace
}  // namespace autopar::crawl
