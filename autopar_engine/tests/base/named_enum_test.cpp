#include "autopar/named_enum.hpp"

#include <gtest/gtest.h>

namespace autopar {
namespace {

AUTOPAR_NAMED_ENUM(Color, Red, DarkBlue, Lin1);

TEST(NamedEnum, names_and_codes_come_from_the_declaration) {
  EXPECT_EQ(enumerator_count<Color>(), 3U);
  EXPECT_EQ(name_of(Color::DarkBlue), "DarkBlue");
  EXPECT_EQ(code_of(Color::DarkBlue), "DARK_BLUE");
  EXPECT_EQ(code_of(Color::Lin1), "LIN1");
}

TEST(NamedEnum, every_code_parses_back_and_others_do_not) {
  for (const Color color : all_of<Color>()) {
    EXPECT_EQ(parse_code<Color>(code_of(color)), color);
    EXPECT_EQ(parse_name<Color>(name_of(color)), color);
  }
  EXPECT_EQ(parse_code<Color>("GREEN"), std::nullopt);
}

TEST(EnumSet, holds_what_was_inserted) {
  EnumSet<Color> set;
  EXPECT_TRUE(set.empty());
  set.insert(Color::DarkBlue);
  EXPECT_TRUE(set.contains(Color::DarkBlue));
  EXPECT_FALSE(set.contains(Color::Red));
  EXPECT_EQ(set.bits(), 2U);
}

}  // namespace
}  // namespace autopar
