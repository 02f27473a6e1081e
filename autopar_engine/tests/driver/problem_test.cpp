#include "driver/problem.hpp"

#include <fmt/format.h>
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
  EXPECT_THAT(problems[0].message,
              HasSubstr("syntax error: cannot be read as Python where it stands: ="));
  EXPECT_EQ(problems[1].range->begin.line, 4);
}

TEST(SyntaxProblems, an_open_bracket_is_found_where_it_stands) {
  const std::vector<Problem> problems = problems_of("x = 1\ny = f(a, (b\nz = 3\nw = 4\n");
  ASSERT_FALSE(problems.empty());
  EXPECT_EQ(problems[0].range->begin.line, 2);
  EXPECT_THAT(problems_of("x = [1\n").at(0).message, HasSubstr("nothing closes this bracket: ["));
}

TEST(SyntaxProblems, what_is_not_there_is_named) {
  EXPECT_THAT(problems_of("x = 1\nx[] = 1\n").at(0).message, HasSubstr("an expression is missing"));
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

// The place, where lines and columns count from 1, and the sentence of each problem.
std::vector<std::string> told(const std::string& text) {
  std::vector<std::string> all;
  for (const Problem& problem : problems_of(text)) {
    const SourcePosition& begin = problem.range->begin;
    all.push_back(fmt::format("{}:{}: {}", begin.line, begin.column_bytes + 1,
                              problem.message.substr(std::string("syntax error: ").size())));
  }
  return all;
}

std::string only(const std::string& text) {
  const std::vector<std::string> all = told(text);
  return all.size() == 1 ? all.front() : fmt::format("{} problems", all.size());
}

TEST(SyntaxProblems, of_brackets_stand_at_the_bracket) {
  EXPECT_EQ(only("for i in x:\n    print(i\n"), "2:10: nothing closes this bracket: (");
  EXPECT_EQ(only("x = (1, 2\ny = 3\nfor i in y:\n    print(i)\n"),
            "1:5: nothing closes this bracket: (");
  EXPECT_EQ(only("x = [1,\n     2\ndef f():\n    return 1\n"),
            "1:5: nothing closes this bracket: [");
  EXPECT_EQ(only("x = 1\ny = (1 + 2))\nz = 3\n"), "2:12: this bracket closes none: )");
  EXPECT_EQ(only("x = [1, 2)\ny = 3\n"), "1:10: this bracket closes none: )");
  EXPECT_EQ(only("x = 1\n)\ny = 2\n"), "2:1: this bracket closes none: )");
}

TEST(SyntaxProblems, of_strings_stand_at_the_quote) {
  EXPECT_EQ(only("x = 1\ny = 'abc\nz = 2\n"), "2:5: nothing ends the string that begins here: '");
  EXPECT_EQ(only("x = 1\ny = \"\"\"abc\nz = 2\n"),
            "2:5: nothing ends the string that begins here: \"\"\"");
  EXPECT_EQ(only("print('abc\nz = 2\n"), "1:7: nothing ends the string that begins here: '");
}

TEST(SyntaxProblems, of_colons_and_cut_off_lines_stand_at_the_end_of_the_line) {
  EXPECT_EQ(only("for i in range(3)\n    print(i)\n"), "1:18: a colon is missing in this line");
  EXPECT_EQ(only("x = 1\nif x > 1  # why\n    y = 2\nz = 3\n"),
            "2:9: a colon is missing in this line");
  EXPECT_EQ(only("def f(x)\n    return x\n"), "1:9: a colon is missing in this line");
  EXPECT_EQ(only("if x:\n    y = 1\nelse\n    y = 2\n"), "3:5: a colon is missing in this line");
  EXPECT_EQ(only("for i in x:\n    x = i +\ny = 2\n"),
            "2:12: the line ends in the middle of an expression");
  EXPECT_EQ(only("total = a *\nfor i in x:\n    print(i)\n"),
            "1:12: the line ends in the middle of an expression");
  EXPECT_EQ(only("x = 1\ny = x."), "2:7: the line ends in the middle of an expression");
}

TEST(SyntaxProblems, of_indentation_stand_at_the_line) {
  EXPECT_EQ(only("x = 1\n    y = 2\nz = 3\n"), "2:5: this line is indented, but begins no block");
  EXPECT_EQ(only("if x:\n        y = 1\n    z = 2\n"),
            "3:5: no line before has the indentation of this one");
  EXPECT_TRUE(told("if x:\n\ty = 1\n        z = 2\n").empty());
  EXPECT_TRUE(told("  x = 1\n  y = 2\n").empty());
}

TEST(SyntaxProblems, are_told_once_and_in_the_order_of_the_source) {
  EXPECT_EQ(told("x = = 1\ny = 2\nfor i in range(3)\n    z = (i\nw = 3\n"),
            (std::vector<std::string>{"1:5: cannot be read as Python where it stands: =",
                                      "3:18: a colon is missing in this line",
                                      "4:9: nothing closes this bracket: ("}));
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
