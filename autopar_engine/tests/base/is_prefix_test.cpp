#include "base/is_prefix.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace autopar {
namespace {

using List = std::vector<int>;

TEST(IsPrefix, the_empty_list_and_the_whole_one_are_prefixes) {
  EXPECT_TRUE(is_prefix(List{}, List{}));
  EXPECT_TRUE(is_prefix(List{}, List{1}));
  EXPECT_TRUE(is_prefix(List{1, 2}, List{1, 2}));
  EXPECT_TRUE(is_prefix(List{1}, List{1, 2}));
}

TEST(IsPrefix, a_longer_list_or_another_element_is_no_prefix) {
  EXPECT_FALSE(is_prefix(List{1, 2}, List{1}));
  EXPECT_FALSE(is_prefix(List{2}, List{1, 2}));
  EXPECT_FALSE(is_prefix(List{1}, List{}));
}

}  // namespace
}  // namespace autopar
