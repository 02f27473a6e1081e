#include <gtest/gtest.h>

#include <string>

#include "syntax/s_expression.hpp"
#include "syntax/syntax_tree.hpp"

namespace autopar::syntax {
namespace {

std::string repeat(const std::string& piece, int times) {
  std::string text;
  for (int count = 0; count < times; ++count) {
    text += piece;
  }
  return text;
}

// What hostile text must give: an error value, or a tree that can be printed to its end.
void expect_survived(const std::string& text) {
  const auto parsed = SyntaxTree::parse(text);
  if (parsed.has_value()) {
    const bool is_module = parsed->root().is(NodeKind::Module);
    const std::string printed = to_s_expression(parsed->root());
    EXPECT_EQ(printed.substr(0, 6), is_module ? "(modul" : "(ERROR");
    EXPECT_EQ(printed.back(), ')');
  } else {
    EXPECT_FALSE(parsed.error().message.empty());
  }
}

TEST(HostileText, ten_thousand_nested_parentheses_are_over_the_depth_limit) {
  const auto parsed = SyntaxTree::parse(repeat("(", 10'000) + "1" + repeat(")", 10'000));
  ASSERT_FALSE(parsed.has_value());
  EXPECT_NE(parsed.error().message.find("over the limit"), std::string::npos);
}

TEST(HostileText, unclosed_brackets_survive) {
  expect_survived(repeat("(", 10'000));
  expect_survived(repeat("[{", 5'000));
  expect_survived("x = " + repeat("not ", 10'000));
}

TEST(HostileText, deep_indentation_survives) {
  std::string text;
  for (int level = 0; level < 1'500; ++level) {
    text += std::string(static_cast<std::size_t>(level), ' ') + "if x:\n";
  }
  expect_survived(text);
}

TEST(HostileText, a_line_of_a_megabyte_survives) {
  expect_survived(std::string(1 << 20, 'a'));
  expect_survived("x = '" + std::string(1 << 18, '\\') + "'\n");
  expect_survived("x = [" + repeat("1,", 1 << 15) + "]\n");
  expect_survived("x = 0" + repeat(" + 1", 1 << 16) + "\n");
}

TEST(HostileText, a_nul_byte_is_no_end_of_the_text) {
  const std::string text("a = 1\n\0\nb = 2\n", 14);
  const SyntaxTree tree = SyntaxTree::parse(text).value();
  EXPECT_TRUE(tree.root().has_error());
  EXPECT_EQ(tree.root().range().end.offset_bytes, text.size());
}

TEST(HostileText, every_single_byte_survives) {
  for (int byte = 0; byte < 256; ++byte) {
    expect_survived("x = " + std::string(1, static_cast<char>(byte)) + "1\n");
  }
}

TEST(HostileText, unfinished_strings_and_escapes_survive) {
  for (const char* text : {"'''", "f'{", "f'{a!", "f'{a:{", "x = \\", "\"\\", "r'\\", "b'\xff",
                           "def f(", "@", "lambda", "for", "\xef\xbb\xbf", "\r", "\f\v"}) {
    expect_survived(text);
  }
}

}  // namespace
}  // namespace autopar::syntax
