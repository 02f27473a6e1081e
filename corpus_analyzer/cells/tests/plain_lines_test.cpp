#include "cells/plain_lines.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>

#include "cells/cleanup.hpp"
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

// What is taken away from a cell before its tokens are looked at.
bool has_nothing_to_clean_up(std::string_view text) {
  SourceLines lines;
  for (const std::string_view line : split_lines(text)) {
    lines.push_back({std::string(line)});
  }
  drop_leading_blank_lines(lines);
  remove_common_indent(lines);
  const bool has_prompt = strip_doctest_prompts(lines) || strip_ipython_prompts(lines);
  std::string cleaned;
  for (const SourceLine& line : lines) {
    cleaned += line.text;
  }
  return !has_prompt && cleaned == text && text.find_first_of(" \t%") != 0;
}

TEST(PlainLines, MakeATextThatIsLeftAsItIs) {
  EXPECT_TRUE(is_certainly_unchanged(
      "for i in range(3):\n    f(i)\n\n    # In [1]: !ls\nx = y % z  # “é”\n"));
  for (const std::string_view text :
       {"x = 1", "", "\nx\n", "  x\n", "%%time\nx\n", "x\n  \ny\n", ">>> x\n", "In [1]: x\n",
        "x\n...: y\n", "x = '\v'\n", "x = 1  # a\u2028b\n", "x = 1  # a\u2029b\n",
        "x = 1  # a\u0085b\n", "x = 1\r\n", "!ls\n"}) {
    EXPECT_FALSE(is_certainly_unchanged(text)) << text;
  }
}

TEST(PlainLines, AreNeverSeenWhereTheTokensSaySomethingElse) {
  constexpr auto kPieces = std::to_array<std::string_view>(
      {"x",    "=",      " ",  "\n", "    ", "  ",  "\t",  "%",        "!",  "?", "'",  "\"",
       "'''",  R"(""")", "\\", "(",  ")",    "[",   "]",   "#",        ",",  ";", "/",  "1",
       "if",   ":",      "rb", "!=", "%=",   "==",  "\r",  "\n",       "\f", "ä", "\v", "\n",
       "\r\n", "=%",     "$",  "`",  "\n\n", ">>>", "...", "In [1]: ", ": "});
  std::mt19937 random(4711);  // NOLINT(cert-msc51-cpp): the same texts every time
  int plain = 0;
  int unchanged = 0;
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
    if (is_certainly_unchanged(text)) {
      ++unchanged;
      ASSERT_TRUE(has_nothing_special(text) && has_nothing_to_clean_up(text)) << text;
    }
  }
  EXPECT_GT(unchanged, 2'000);
  EXPECT_GT(plain, 10'000);
}

}  // namespace
}  // namespace autopar::cells
