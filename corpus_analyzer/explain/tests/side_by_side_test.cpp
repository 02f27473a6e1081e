#include "explain/side_by_side.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <barrier>
#include <stdexcept>
#include <string>

namespace autopar::explain {
namespace {

using testing::ElementsAre;

TEST(SideBySide, results_come_in_order_whatever_finishes_first) {
  std::promise<void> last_is_made;
  std::vector<std::size_t> taken;
  make_side_by_side<std::size_t>(
      3, 3,
      [&last_is_made](std::size_t index) {
        if (index == 2) {
          last_is_made.set_value();
        } else if (index == 0) {
          last_is_made.get_future().wait();
        }
        return index;
      },
      [&taken](std::size_t index) { taken.push_back(index); });
  EXPECT_THAT(taken, ElementsAre(0, 1, 2));
}

TEST(SideBySide, as_many_jobs_as_asked_for_run_at_the_same_time) {
  std::barrier all_are_here(4);
  std::size_t sum = 0;
  make_side_by_side<std::size_t>(
      4, 4,
      [&all_are_here](std::size_t index) {
        all_are_here.arrive_and_wait();
        return index;
      },
      [&sum](std::size_t index) { sum += index; });
  EXPECT_EQ(sum, 6);
}

TEST(SideBySide, one_job_makes_them_one_after_the_other) {
  std::string made;
  make_side_by_side<int>(
      3, 1, [&made](std::size_t index) { return made += static_cast<char>('a' + index), 0; },
      [](int) {});
  EXPECT_EQ(made, "abc");
}

TEST(SideBySide, an_exception_comes_out_behind_the_results_before_it) {
  int taken = 0;
  const auto make = [](std::size_t index) {
    return index < 2 ? 1 : throw std::runtime_error("no third");
  };
  EXPECT_THROW(make_side_by_side<int>(5, 2, make, [&taken](int value) { taken += value; }),
               std::runtime_error);
  EXPECT_EQ(taken, 2);
}

TEST(SideBySide, nothing_to_make_is_nothing_to_take) {
  make_side_by_side<int>(0, 4, [](std::size_t) { return 0; }, [](int) { FAIL(); });
}

}  // namespace
}  // namespace autopar::explain
