#include "cells/plain_lines.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>

#include "cells/python_tokens.hpp"
#include "cells/special_syntax.hpp"
#include "cells/unicode.hpp"

namespace autopar::cells {
namespace {

bool is_plain(std::string_view text) { return are_certainly_plain(split_lines(text)); }

// What the tokens say, which are slower.
bool has_nothing_special(std::string_view text) {
  const auto lines = split_lines(text);
  const auto token_lines = tokenize_lines(lines);
  if (!token_lines) {
    return false;
  }
  const auto found = find_special_syntax(lines, *token_lines);
  return found && found->empty();
}

TEST(PlainLines, AreSeenInWhatNotebooksHold) {
  for (const std::string_view text :
       {"x = 1\n", "for i in range(3):\n    if i % 2 != 0:\n\n        f(i)  # !ls\n    g()\nh()\n",
        "s = '''a\n  %b ? !c\n''' % (\n  1,\n  2)\nt = \"%d\" % 3\n", "x = 1 + \\\n    2 % y\r\n",
        "\n# %matplotlib\n\ts = 'a\\'?'\n"}) {
    EXPECT_TRUE(is_plain(text)) << text;
    EXPECT_TRUE(has_nothing_special(text)) << text;
  }
}

TEST(PlainLines, AreNotSeenInMagics) {
  for (const std::string_view text :
       {"%ls\n", "  !ls\n", "x = %ls\n", "x = !ls\n", "x?\n", "?x\n", ", f a\n", ";f a\n", "/f a\n",
        "x = \\\n%ls\n", "if x:\n        a\n    b\n", "f(a)\n)\n!ls\n", "x = 'a\n!ls\n"}) {
    EXPECT_FALSE(is_plain(text)) << text;
  }
}

TEST(PlainLines, AreNeverSeenWhereTheTokensSaySomethingElse) {
  constexpr auto kPieces = std::to_array<std::string_view>(
      {"x",  "=",  " ",  "\n", "    ", "  ", "\t", "%",  "!",    "?",  "'",  "\"", "'''", "\"\"\"",
       "\\", "(",  ")",  "[",  "]",    "#",  ",",  ";",  "/",    "1",  "if", ":",  "rb",  "!=",
       "%=", "==", "\r", "\n", "\f",   "ä",  "\v", "\n", "\r\n", "=%", "$",  "`",  "\n\n"});
  std::mt19937 random(4711);  // NOLINT(cert-msc51-cpp): the same texts every time
  int plain = 0;
  for (int count = 0; count < 200'000; ++count) {
    std::string text;
    for (std::size_t size = 1 + random() % 12; size > 0; --size) {
      text += kPieces[random() % kPieces.size()];
    }
    text += '\n';
    if (is_plain(text)) {
      ++plain;
      ASSERT_TRUE(has_nothing_special(text)) << text;
    }
  }
  EXPECT_GT(plain, 10'000);
}

}  // namespace
}  // namespace autopar::cells
