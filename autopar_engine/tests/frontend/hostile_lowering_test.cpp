#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using testing::Contains;

std::string repeat(const std::string& piece, int times) {
  std::string text;
  for (int count = 0; count < times; ++count) {
    text += piece;
  }
  return text;
}

// A text that the parser's limits refuse is an error value; any other gives nests that hold
// together.
std::size_t lower(const std::string& text) {
  return syntax::SyntaxTree::parse(text) ? nests_of(text).size() : 0;
}

std::string in_a_loop(const std::string& statement) {
  return "def f(x):\n    return x\nfor i in range(n):\n    " + statement + "\n";
}

TEST(HostileLowering, ten_thousand_nested_parentheses_are_an_error_value) {
  const std::string text = in_a_loop("x = " + repeat("(", 10'000) + "1" + repeat(")", 10'000));
  const auto tree = syntax::SyntaxTree::parse(text);
  ASSERT_FALSE(tree.has_value());
  EXPECT_FALSE(tree.error().message.empty());
}

TEST(HostileLowering, what_nests_within_the_parsers_limit_is_too_deep_for_a_nest) {
  for (const char* opening : {"(", "[", "f(", "-", "not ", "x[", "lambda: ", "1 + (", "f'{"}) {
    const std::string piece = opening;
    const std::string closing = piece.back() == '(' ? ")" : piece.back() == '[' ? "]" : "";
    lower(in_a_loop("x = " + repeat(piece, 300) + "1" + repeat(closing, 300)));
  }
  EXPECT_THAT(refusals_of(nest_of(in_a_loop("x = " + repeat("-", 300) + "1"))),
              Contains("TooDeep"));
}

TEST(HostileLowering, long_chains_end) {
  EXPECT_EQ(lower(in_a_loop("x = a" + repeat(".b", 900))), 1u);
  EXPECT_EQ(lower(in_a_loop("x = a" + repeat("[0]", 900))), 1u);
  EXPECT_EQ(lower(in_a_loop("x = a" + repeat("(0)", 900))), 1u);
  EXPECT_EQ(lower(in_a_loop(repeat("x = ", 900) + "1")), 1u);
  EXPECT_EQ(lower(in_a_loop("x = a" + repeat(" < a", 20'000))), 1u);
}

TEST(HostileLowering, long_lines_end) {
  EXPECT_EQ(lower(in_a_loop("x = [" + repeat("1,", 1 << 16) + "]")), 1u);
  EXPECT_EQ(lower(in_a_loop("x = '" + std::string(1 << 20, 'a') + "'")), 1u);
  EXPECT_EQ(lower(in_a_loop("x = 0" + repeat(" + 1", 1 << 18))), 0u);
  EXPECT_EQ(lower(in_a_loop("f(" + repeat("f(i),", 1 << 11) + ")")), 1u);
}

constexpr const char* kTokens[] = {
    "for ",   "i ",      "in ",   "range(",  "n",       ")",     ":",        "\n",       "    ",
    "while ", "if ",     "else:", "= ",      "+= ",     "a",     "[",        "]",        "(",
    ",",      ".",       "-",     "** ",     "not ",    "and ",  "lambda x", "def f(x)", "return ",
    "yield ", "'",       "f'{",   "}",       "\\",      "\t",    "#",        "@",        "async ",
    "await ", "with ",   "try:",  "except",  "1",       "0x",    "1e9",      ";",        "{",
    "print ", "global ", "del ",  "import ", "class C", "break", "\xff",     "\xc3\xa9"};

std::string random_text(std::mt19937& random) {
  std::uniform_int_distribution<std::size_t> token(0, std::size(kTokens) - 1);
  std::uniform_int_distribution<int> length(1, 60);
  std::string text = "def f(x):\n    return x\nfor i in range(n):\n    ";
  for (int left = length(random); left > 0; --left) {
    text += kTokens[token(random)];
  }
  return text;
}

TEST(HostileLowering, any_sequence_of_tokens_gives_nests_that_hold_together) {
  const char* given = std::getenv("AUTOPAR_TEST_SEED");
  const unsigned seed = given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                                         : std::random_device{}();
  SCOPED_TRACE("AUTOPAR_TEST_SEED=" + std::to_string(seed));
  std::mt19937 random(seed);
  std::size_t nests = 0;
  for (int round = 0; round < 500; ++round) {
    nests += lower(random_text(random));
  }
  EXPECT_GT(nests, 250u);
}

}  // namespace
}  // namespace autopar::frontend
