#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>

#include "runtime/parallel_for.hpp"

#if defined(__SANITIZE_THREAD__)
// ThreadSanitizer ends a child of fork that starts threads, unless it is told not to.
// NOLINTNEXTLINE(bugprone-reserved-identifier)
extern "C" const char* __tsan_default_options() { return "die_after_fork=0"; }
#endif

namespace autopar::runtime {
namespace {

void count_iterations(const void* frame, std::int64_t begin, std::int64_t end, std::int32_t) {
  **static_cast<std::atomic<std::int64_t>* const*>(frame) += end - begin;
}

std::int64_t launch() {
  std::atomic<std::int64_t> total = 0;
  std::atomic<std::int64_t>* frame = &total;
  parallel_for(100, 1, count_iterations, static_cast<const void*>(&frame));
  return total;
}

TEST(ParallelFor, works_in_a_child_of_fork_and_goes_on_in_the_parent) {
  set_thread_count(2);
  ASSERT_EQ(launch(), 100);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    alarm(20);
    _exit(launch() == 100 && launch() == 100 ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(launch(), 100);
}

}  // namespace
}  // namespace autopar::runtime
