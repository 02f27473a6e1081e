#include "analyze/bounded_queue.hpp"

#include <gmock/gmock.h>

#include <cstddef>
#include <future>
#include <optional>
#include <thread>
#include <vector>

namespace {

using autopar::analyze::BoundedQueue;
using testing::ElementsAreArray;

TEST(BoundedQueue, FewerValuesThanWakeTheReaderComeOutWhenItIsClosed) {
  BoundedQueue<int> queue(8, 4);
  queue.push(1);
  queue.push(2);
  queue.close();
  EXPECT_EQ(queue.pop(), 1);
  EXPECT_EQ(queue.pop(), 2);
  EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(BoundedQueue, AValueThatIsThereIsTakenAtOnce) {
  BoundedQueue<int> queue(8, 4);
  queue.push(1);
  EXPECT_EQ(queue.pop(), 1);
}

TEST(BoundedQueue, ManyMoreValuesThanPlacesPassInTheirOrder) {
  constexpr int kValues = 10'000;
  for (const std::size_t pop_at : {std::size_t{1}, std::size_t{3}, std::size_t{7}}) {
    BoundedQueue<int> queue(7, pop_at);
    std::vector<int> sent;
    std::jthread sender([&] {
      for (int value = 0; value < kValues; ++value) {
        sent.push_back(value);
        queue.push(value);
      }
      queue.close();
    });
    std::vector<int> taken;
    while (const std::optional<int> value = queue.pop()) {
      taken.push_back(*value);
    }
    sender.join();
    EXPECT_THAT(taken, ElementsAreArray(sent)) << "woken at " << pop_at;
  }
}

TEST(BoundedQueue, EveryValueOfManySendersComesToOneOfManyTakers) {
  constexpr int kThreads = 4;
  constexpr int kValues = 2'000;
  BoundedQueue<int> queue(5);
  std::vector<std::future<long>> takers;
  for (int thread = 0; thread < kThreads; ++thread) {
    takers.push_back(std::async(std::launch::async, [&queue] {
      long sum = 0;
      while (const std::optional<int> value = queue.pop()) {
        sum += *value;
      }
      return sum;
    }));
  }
  {
    std::vector<std::jthread> senders;
    for (int thread = 0; thread < kThreads; ++thread) {
      senders.emplace_back([&queue] {
        for (int value = 1; value <= kValues; ++value) {
          queue.push(value);
        }
      });
    }
  }
  queue.close();
  long sum = 0;
  for (std::future<long>& taker : takers) {
    sum += taker.get();
  }
  EXPECT_EQ(sum, static_cast<long>(kThreads) * kValues * (kValues + 1) / 2);
}

}  // namespace
