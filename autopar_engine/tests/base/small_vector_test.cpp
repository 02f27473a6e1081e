#include "base/small_vector.hpp"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace autopar {
namespace {

using Small = SmallVector<int, 3>;

std::vector<int> content_of(const Small& values) { return {values.begin(), values.end()}; }

Small make(int count) {
  Small values;
  for (int value = 0; value < count; ++value) {
    values.push_back(value);
  }
  return values;
}

TEST(SmallVector, keeps_its_elements_in_order_within_and_beyond_its_own_room) {
  for (int count = 0; count < 10; ++count) {
    std::vector<int> expected;
    for (int value = 0; value < count; ++value) {
      expected.push_back(value);
    }
    const Small values = make(count);
    EXPECT_EQ(content_of(values), expected);
    EXPECT_EQ(values.size(), expected.size());
    EXPECT_EQ(values.empty(), expected.empty());
  }
}

TEST(SmallVector, can_be_emptied_and_filled_again_beyond_its_own_room) {
  Small values = make(5);
  for (int left = 5; left > 0; --left) {
    EXPECT_EQ(values.back(), left - 1);
    values.pop_back();
  }
  EXPECT_TRUE(values.empty());
  values.push_back(7);
  EXPECT_EQ(content_of(values), std::vector{7});
}

TEST(SmallVector, takes_an_element_of_its_own) {
  Small values = make(3);
  values.push_back(values.front());
  values.push_back(values[2]);
  EXPECT_EQ(content_of(values), (std::vector{0, 1, 2, 0, 2}));
}

TEST(SmallVector, copies_and_moves_within_and_beyond_its_own_room) {
  for (const int count : {2, 5}) {
    Small values = make(count);
    Small copy = values;
    EXPECT_EQ(copy, values);
    copy.push_back(9);
    EXPECT_NE(copy, values);
    const Small moved = std::move(values);
    EXPECT_EQ(moved, make(count));
  }
}

}  // namespace
}  // namespace autopar
