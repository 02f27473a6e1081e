#include "frontend/lexical_faults.hpp"

#include <gtest/gtest.h>

#include <string>

namespace autopar::frontend {
namespace {

using Faults = std::vector<std::string>;

// "LINE:COLUMN KIND" of each, both counted from 1.
Faults faults_of(const std::string& text) {
  Faults all;
  for (const LexicalFault& fault : find_lexical_faults(text)) {
    all.push_back(std::to_string(fault.range.begin.line) + ":" +
                  std::to_string(fault.range.begin.column_bytes + 1) + " " +
                  std::string(name_of(fault.kind)));
  }
  return all;
}

TEST(LexicalFaults, are_in_no_text_that_is_python) {
  for (const std::string text : {"",
                                 "x = 1",
                                 "f(a,\n  b)\n",
                                 "x = 'a\\\nb'\n",
                                 "x = 'a\\\r\nb'\r\n",
                                 "'''(\n'''\n",
                                 "x = 1  # (\n",
                                 "from x import *\n",
                                 "from . import *\n",
                                 "x = ...\n",
                                 "x = 5.\n",
                                 "f = lambda: 0\n",
                                 "f = lambda a: {a: 1}\n",
                                 "x = a[1:2]\n",
                                 "if x: y = 1\n",
                                 "if x:\n    y\nelif z: w\nelse:\n  v\n",
                                 "if x:\n\n  # c\n      y\n",
                                 "async def f():\n  pass\n",
                                 "if (y := 1): pass\n",
                                 "x = 1; \\\n  y = 2\n",
                                 "match x:\n  case 1:\n    y\n",
                                 "\\\nx\n",
                                 "if x:\n\ty\n        z\n",
                                 "class_ = 1\nformat(x)\n",
                                 "f'{x!r:>{w}}'\n"}) {
    EXPECT_EQ(faults_of(text), Faults{}) << text;
  }
}

TEST(LexicalFaults, of_brackets_name_the_innermost_that_is_open_and_each_that_is_stray) {
  EXPECT_EQ(faults_of("x = f(a, (b\nz\n"), Faults{"1:10 OpenBracket"});
  EXPECT_EQ(faults_of("x)\ny]\n"), (Faults{"1:2 StrayBracket", "2:2 StrayBracket"}));
  EXPECT_EQ(faults_of("x = {1)\ny\n"), Faults{"1:7 StrayBracket"});
}

TEST(LexicalFaults, of_a_string_hide_the_brackets_around_it) {
  EXPECT_EQ(faults_of("f('a\ng(1)\n"), Faults{"1:3 OpenString"});
  EXPECT_EQ(faults_of("f(\"\"\"a\ng(1)\n"), Faults{"1:3 OpenString"});
}

TEST(LexicalFaults, of_colons_leave_keywords_alone_that_begin_no_header) {
  EXPECT_EQ(faults_of("while x\n"), Faults{"1:8 MissingColon"});
  EXPECT_EQ(faults_of("f = lambda x\n"), Faults{"1:13 MissingColon"});
  EXPECT_EQ(faults_of("if f(lambda: 1)\n"), Faults{"1:16 MissingColon"});
  EXPECT_EQ(faults_of("class = 2\n"), Faults{});
}

TEST(LexicalFaults, of_indentation_are_those_of_cpython) {
  EXPECT_EQ(faults_of("if x:\ny\n"), Faults{"1:6 MissingBlock"});
  EXPECT_EQ(faults_of("if x:\n"), Faults{"1:6 MissingBlock"});
  EXPECT_EQ(faults_of("if x: y\n    z\n"), Faults{"2:5 UnexpectedIndent"});
  EXPECT_EQ(faults_of("if x:\n    y\n      z\n    w\n"), Faults{"3:7 UnexpectedIndent"});
  EXPECT_EQ(faults_of("if x:\n    y\n  z\n"), Faults{"3:3 UnmatchedDedent"});
}

}  // namespace
}  // namespace autopar::frontend
