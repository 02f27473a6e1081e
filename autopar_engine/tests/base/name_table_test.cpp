#include "base/name_table.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace autopar {
namespace {

TEST(NameTableTest, FindsNothingInAnEmptyTable) {
  const NameTable<int> table;
  EXPECT_EQ(table.find("a"), nullptr);
  EXPECT_EQ(table.find(""), nullptr);
}

TEST(NameTableTest, KeepsTheValueOfANameThatIsThere) {
  NameTable<int> table;
  const auto [first, is_new] = table.try_add("total");
  EXPECT_TRUE(is_new);
  EXPECT_EQ(first, 0);
  first = 7;
  const auto [second, is_new_again] = table.try_add("total");
  EXPECT_FALSE(is_new_again);
  EXPECT_EQ(second, 7);
  EXPECT_EQ(table.find("tota"), nullptr);
}

TEST(NameTableTest, KeepsAllNamesApartAsItGrows) {
  std::vector<std::string> names = {""};
  for (int number = 0; number < 1000; ++number) {
    names.push_back("a_name_beyond_eight_bytes_" + std::to_string(number));
    names.push_back(std::string(static_cast<std::size_t>(number % 20) + 1, 'x') + "_" +
                    std::to_string(number));
  }
  NameTable<std::size_t> table;
  for (std::size_t position = 0; position < names.size(); ++position) {
    const auto [value, is_new] = table.try_add(names[position]);
    EXPECT_TRUE(is_new) << names[position];
    value = position;
  }
  for (std::size_t position = 0; position < names.size(); ++position) {
    const std::size_t* const found = table.find(names[position]);
    ASSERT_NE(found, nullptr) << names[position];
    EXPECT_EQ(*found, position);
  }
}

}  // namespace
}  // namespace autopar
