#include "crawl/task_queue.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace autopar::crawl {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

TEST(TaskQueue, AsksAHostTwiceAtATimeAndRunsAllTasks) {
  std::vector<Task> tasks(40, Task{.source = "x", .host = "a"});
  std::fill(tasks.begin() + 20, tasks.end(), Task{.source = "y"});
  TaskQueue queue(std::move(tasks));
  std::atomic<int> at_a = 0;
  std::atomic<int> most_at_a = 0;
  std::atomic<int> done = 0;
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&] {
      while (const std::optional<Task> task = queue.next()) {
        if (task->host == "a") {
          const int now = ++at_a;
          for (int most = most_at_a; now > most && !most_at_a.compare_exchange_weak(most, now);) {
          }
          std::this_thread::sleep_for(1ms);
          --at_a;
        }
        ++done;
        queue.finish(*task);
      }
    });
  }
  EXPECT_TRUE(queue.wait_until_done(30s));
  threads.clear();
  EXPECT_EQ(done, 40);
  EXPECT_LE(most_at_a, 2);
}

TEST(TaskQueue, GivesATaskBackAfterItsDelay) {
  TaskQueue queue({Task{.source = "x", .host = "a"}});
  const Clock::time_point begin = Clock::now();
  queue.retry(*queue.next(), 50ms);
  EXPECT_FALSE(queue.wait_until_done(0ms));
  const std::optional<Task> again = queue.next();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->tries, 1U);
  EXPECT_GE(Clock::now() - begin, 50ms);
  queue.finish(*again);
  EXPECT_FALSE(queue.next());
}

TEST(TaskQueue, LetsAHostRest) {
  TaskQueue queue({Task{.source = "x", .host = "a"}, Task{.source = "y", .host = "b"}});
  const Clock::time_point begin = Clock::now();
  queue.rest_host("a", 50ms);
  queue.rest_host("a", 1ms);
  const std::optional<Task> other = queue.next();
  ASSERT_TRUE(other);
  EXPECT_EQ(other->source, "y");
  const std::optional<Task> rested = queue.next();
  ASSERT_TRUE(rested);
  EXPECT_EQ(rested->source, "x");
  EXPECT_GE(Clock::now() - begin, 50ms);
  queue.finish(*other);
  queue.finish(*rested);
}

TEST(TaskQueue, DropsTheTasksOfAHostAndStops) {
  TaskQueue queue({Task{.source = "x", .host = "a"}, Task{.source = "y", .host = "b"},
                   Task{.source = "z", .host = "a"}});
  EXPECT_EQ(queue.drop_host("a").size(), 2U);
  const std::optional<Task> left = queue.next();
  ASSERT_TRUE(left);
  EXPECT_EQ(left->source, "y");
  queue.retry(*left, 1000s);
  queue.stop();
  EXPECT_FALSE(queue.next());
  EXPECT_TRUE(queue.wait_until_done(1s));
}

}  // namespace
}  // namespace autopar::crawl
