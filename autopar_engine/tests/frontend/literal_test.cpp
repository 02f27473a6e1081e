#include <gtest/gtest.h>

#include <limits>

#include "frontend/literals.hpp"

namespace autopar::frontend {
namespace {

TEST(Literals, integers_of_every_base_are_read) {
  EXPECT_EQ(integer_value("0"), 0);
  EXPECT_EQ(integer_value("1_000"), 1000);
  EXPECT_EQ(integer_value("0xFf"), 255);
  EXPECT_EQ(integer_value("0o17"), 15);
  EXPECT_EQ(integer_value("0B101"), 5);
  EXPECT_EQ(integer_value("0777"), 511);
  EXPECT_EQ(integer_value("10L"), 10);
  EXPECT_EQ(integer_value("000"), 0);
}

TEST(Literals, the_largest_integer_fits_and_the_next_does_not) {
  EXPECT_EQ(integer_value("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(integer_value("9223372036854775808"), std::nullopt);
  EXPECT_EQ(integer_value("0x8000000000000000"), std::nullopt);
}

TEST(Literals, a_big_integer_keeps_its_decimal_digits) {
  const auto digits = [](std::string_view token) {
    return std::get<loop_ir::BigIntegerLiteral>(number_node(token).value()).digits;
  };
  EXPECT_EQ(digits("9223372036854775808"), "9223372036854775808");
  EXPECT_EQ(digits("0x10000000000000000"), "18446744073709551616");
}

TEST(Literals, floats_round_as_cpython_rounds_them) {
  const auto value = [](std::string_view token) {
    return std::get<loop_ir::FloatLiteral>(number_node(token).value()).value;
  };
  EXPECT_EQ(value("0.1"), 0.1);
  EXPECT_EQ(value("5."), 5.0);
  EXPECT_EQ(value(".5"), 0.5);
  EXPECT_EQ(value("1_0e-1_0"), 1e-9);
  EXPECT_EQ(value("1e400"), std::numeric_limits<double>::infinity());
  EXPECT_EQ(value("1e-400"), 0.0);
  EXPECT_EQ(value("4.9e-324"), 4.9e-324);
  EXPECT_EQ(std::get<loop_ir::ImaginaryLiteral>(number_node("2.5J").value()).value, 2.5);
}

TEST(Literals, tokens_that_are_no_numbers_give_nothing) {
  for (const char* token : {"", "0x", "0b2", "089", "L", "1.2.3", "_"}) {
    EXPECT_FALSE(number_node(token).has_value()) << token;
  }
  EXPECT_FALSE(number_node(std::string(5'000, '9')).has_value());
}

}  // namespace
}  // namespace autopar::frontend
