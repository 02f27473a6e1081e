#include "driver/problem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace autopar::driver {
namespace {

using testing::HasSubstr;

std::vector<Problem> problems_of(const std::string& text) {
  const auto tree = syntax::SyntaxTree::parse(text);
  return syntax_problems(frontend::Damage(*tree));
}

TEST(SyntaxProblems, a_text_without_errors_has_none) {
  EXPECT_TRUE(problems_of("").empty());
  EXPECT_TRUE(problems_of("for i in range(3):\n    print(i)\n").empty());
}

TEST(SyntaxProblems, each_piece_is_told_with_its_place) {
  const std::vector<Problem> problems = problems_of("x = 1\ny = = 2\nz = 3\nif a b: pass\n");
  ASSERT_EQ(problems.size(), 2);
  EXPECT_EQ(problems[0].kind, ProblemKind::Syntax);
  EXPECT_EQ(problems[0].range->begin.line, 2);
  EXPECT_THAT(problems[0].message, HasSubstr("syntax error: cannot be read as Python: ="));
  EXPECT_EQ(problems[1].range->begin.line, 4);
}

TEST(SyntaxProblems, an_open_bracket_is_found_where_it_stands) {
  const std::vector<Problem> problems = problems_of("x = 1\ny = f(a, (b\nz = 3\nw = 4\n");
  ASSERT_FALSE(problems.empty());
  EXPECT_EQ(problems[0].range->begin.line, 2);
  EXPECT_THAT(problems_of("x = [1\n").at(0).message, HasSubstr("nothing closes this bracket: ["));
}

TEST(SyntaxProblems, what_is_not_there_is_named) {
  const std::vector<Problem> problems = problems_of("def f(:\n    pass\n");
  ASSERT_EQ(problems.size(), 1);
  EXPECT_THAT(problems[0].message, HasSubstr("missing here: )"));
  EXPECT_THAT(problems_of("while :\n    pass\n").at(0).message,
              HasSubstr("an expression is missing"));
}

TEST(SyntaxProblems, a_block_without_a_statement_is_one) {
  for (const std::string text : {"for i in range(3):\nprint(i)\n", "if x:\n", "def f():\n",
                                 "while x:\n    # nothing\ny = 1\n"}) {
    const std::vector<Problem> problems = problems_of(text);
    ASSERT_EQ(problems.size(), 1) << text;
    EXPECT_THAT(problems[0].message, HasSubstr("an indented block is missing here"));
    EXPECT_EQ(problems[0].range->begin.line, 1);
  }
}

TEST(SyntaxProblems, every_damaged_text_has_one) {
  for (const std::string text : {"(", "for", "for i in", "while :", "x = '", "\xff\xfe", "def f(:",
                                 "{", ")", "a b c", "if x:\n  y = (\n\nfor i in z:\n  pass\n"}) {
    const auto tree = syntax::SyntaxTree::parse(text);
    EXPECT_EQ(tree->root().has_error(), !problems_of(text).empty()) << text;
  }
}

}  // namespace
}  // namespace autopar::driver
