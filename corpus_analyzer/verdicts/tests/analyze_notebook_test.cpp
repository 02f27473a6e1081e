#include "verdicts/analyze_notebook.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace autopar::verdicts {
namespace {

std::string json_string(const std::string& text) {
  std::string quoted = "\"";
  for (const char character : text) {
    if (character == '\n') {
      quoted += "\\n";
    } else {
      quoted += character == '"' || character == '\\' ? "\\" : "";
      quoted += character;
    }
  }
  return quoted + "\"";
}

const std::string kPython = R"({"language_info": {"name": "python", "version": "3.11"}})";

NotebookRecord analyze(const std::vector<std::string>& sources,
                       const std::string& metadata = kPython) {
  std::string cells;
  for (const std::string& source : sources) {
    cells += cells.empty() ? "" : ", ";
    cells += R"({"cell_type": "code", "metadata": {}, "outputs": [], "source": )" +
             json_string(source) + "}";
  }
  return analyze_notebook(R"({"cells": [)" + cells + R"(], "metadata": )" + metadata +
                          R"(, "nbformat": 4, "nbformat_minor": 5})");
}

std::vector<LoopRecord> loops_of(const std::string& source) {
  return analyze({source}).cells.at(0).loops;
}

TEST(AnalyzeNotebook, NumbersLoopsByTheirHeadersAndNamesTheirNest) {
  const std::vector<LoopRecord> loops = loops_of(
      "for i in range(3):\n    for j in range(i):\n        x = [k for k in y]\n"
      "def f():\n    while True:\n        pass\n");
  ASSERT_EQ(loops.size(), 4);
  EXPECT_EQ(loops[0].shape, LoopShape::Perfect);
  EXPECT_EQ(loops[0].height, 2U);
  EXPECT_EQ(loops[0].inner_comprehensions, 1U);
  EXPECT_EQ(loops[1].parent, 0U);
  EXPECT_EQ(loops[1].nest, 0U);
  EXPECT_EQ(loops[1].bounds, LoopBounds::Affine);
  EXPECT_EQ(loops[1].shape, LoopShape::Leaf);
  EXPECT_EQ(loops[2].kind, loop_ir::LoopKind::Listcomp);
  EXPECT_EQ(loops[3].context, loop_ir::Context::Func);
  EXPECT_EQ(loops[3].nest, 3U);
  EXPECT_EQ(loops[3].line, 5U);
  EXPECT_EQ(loops[3].end_line, 6U);
}

TEST(AnalyzeNotebook, CountsClausesOfOneComprehensionAsANest) {
  const std::vector<LoopRecord> loops = loops_of("z = [a for row in m for a in row]\n");
  ASSERT_EQ(loops.size(), 2);
  EXPECT_EQ(loops[0].height, 2U);
  EXPECT_EQ(loops[0].inner_comprehensions, 0U);
  EXPECT_EQ(loops[1].bounds, LoopBounds::Dependent);
}

TEST(AnalyzeNotebook, DamageStaysWithTheLoopThatHasIt) {
  const std::vector<LoopRecord> loops =
      loops_of("for i in a:\n    x = 1\nfor j in b:\n    y = = 2\nprint('end')\n");
  ASSERT_EQ(loops.size(), 2);
  EXPECT_EQ(loops[0].quality, loop_ir::Quality::Recovered);
  EXPECT_TRUE(loops[0].verdict);
  EXPECT_EQ(loops[1].quality, loop_ir::Quality::Damaged);
  EXPECT_FALSE(loops[1].verdict);
}

// Write and read of a: the write with itself, and the two each way.
TEST(AnalyzeNotebook, CountsPairsByAnswerAndByTheTestThatGaveIt) {
  using dependence::PairTest;
  const auto tests =
      loops_of("a = [0] * 10\nfor i in range(1, 9):\n    a[i] = a[i - 1]\n")[0].tests;
  EXPECT_EQ(tests.pairs(PairTest::StrongSingleIndex).independent, 2U);
  EXPECT_EQ(tests.pairs(PairTest::Exact).dependent, 1U);
  EXPECT_EQ(tests[PairTest::Exact].applied, 1U);
  EXPECT_EQ(tests[PairTest::Name].applied, 0U);
}

TEST(AnalyzeNotebook, CountsPairsOfTwoNamesUnderTheName) {
  using dependence::PairTest;
  const std::string loop = "for i in range(9):\n    a[i] = b[i]\n";
  const auto apart = loops_of("a = [0] * 10\nb = [1] * 10\n" + loop)[0].tests;
  EXPECT_EQ(apart[PairTest::Name].applied, 1U);
  EXPECT_EQ(apart.pairs(PairTest::Name).independent, 2U);
  const auto open =
      loops_of("def f(a, b):\n    for i in range(9):\n        a[i] = b[i]\n")[0].tests;
  EXPECT_EQ(open[PairTest::Name].independent, 0U);
  EXPECT_EQ(open.pairs(PairTest::None).unknown, 2U);
}

TEST(AnalyzeNotebook, ADamagedLoopHasNoPairs) {
  const auto tests = loops_of("for i in range(1, 9):\n    a[i] = = a[i - 1]\n")[0].tests;
  for (const dependence::PairTest test : all_of<dependence::PairTest>()) {
    EXPECT_EQ(tests[test].applied + tests.pairs(test).all(), 0U) << name_of(test);
  }
}

TEST(AnalyzeNotebook, LinesAreThoseOfTheCellAsItStands) {
  const std::vector<LoopRecord> loops =
      loops_of("\n%%time\n!echo \\\n  x\n%time for i in range(3): f(i)\nfor j in a:\n    j\n");
  ASSERT_EQ(loops.size(), 2);
  EXPECT_EQ(loops[0].line, 5U);
  EXPECT_EQ(loops[0].origin, cells::Origin::LineMagic);
  EXPECT_EQ(loops[1].line, 6U);
  EXPECT_EQ(loops[1].origin, cells::Origin::CellMagic);
  EXPECT_FALSE(loops[1].is_in_exact_view);
}

// The older IPython takes the blank of such a comment from every line; the text is Python as it is.
TEST(AnalyzeNotebook, AnIndentedCommentOnTopKeepsNoLoopOutOfTheExactView) {
  const std::string rest = "def f():\n    for i in x:\n        i\n";
  const NotebookRecord commented = analyze({" # note\n" + rest});
  EXPECT_FALSE(commented.cells[0].flags.contains(cells::CellFlag::LenientIndent));
  EXPECT_TRUE(commented.cells[0].loops.at(0).is_in_exact_view);
  EXPECT_EQ(commented.cells[0].loops.at(0).column_bytes, 4U);
  EXPECT_FALSE(analyze({"  y = 1\nfor i in x:\n    i\n"}).cells[0].loops.at(0).is_in_exact_view);
}

TEST(AnalyzeNotebook, EarlierCellsSayWhatNamesAre) {
  const std::string loop = "for i in range(10):\n    a[i] = 2 * i\n";
  const NotebookRecord alone = analyze({loop});
  const NotebookRecord behind = analyze({"a = [0] * 10\n", loop});
  EXPECT_EQ(alone.cells[0].loops[0].verdict, Verdict::Unknown);
  EXPECT_EQ(behind.cells[1].loops[0].verdict, Verdict::Doall);
  EXPECT_EQ(behind.cells[1].loops[0].stage, Stage::Notebook);
}

TEST(AnalyzeNotebook, ContentDecidesTheLanguageWhereNothingElseDoes) {
  const NotebookRecord python = analyze({"x = 1\n", "%m\n"}, "{}");
  EXPECT_TRUE(python.is_python());
  EXPECT_EQ(python.language.evidence, notebook::LanguageEvidence::Content);
  const NotebookRecord other = analyze({"int main() { return 0; }\n"}, "{}");
  EXPECT_EQ(other.language.name, "unknown");
  EXPECT_TRUE(other.cells.empty());
}

TEST(AnalyzeNotebook, SyntaxDecidesTheVersionWhereNothingElseDoes) {
  const std::string metadata = R"({"language_info": {"name": "python"}})";
  EXPECT_EQ(analyze({"print 1\n"}, metadata).language.python_version, 2);
  EXPECT_EQ(analyze({"x = 0777\n"}, metadata).language.python_version, 2);
  EXPECT_EQ(analyze({"x = f'{y}'\n"}, metadata).language.python_version, 3);
  EXPECT_EQ(analyze({"x = 1\n"}, metadata).language.python_version, 0);
}

TEST(AnalyzeNotebook, OversizedCellsAreFlaggedAndKeepTheOthers) {
  const NotebookRecord record =
      analyze({"x = '" + std::string(std::size_t{2} << 20, 'a') + "'\n", "for i in a:\n    i\n"});
  EXPECT_TRUE(record.cells[0].flags.contains(cells::CellFlag::Budget));
  EXPECT_EQ(record.cells[0].study_syntax, Syntax::NotParsed);
  EXPECT_EQ(record.cells[1].loops.size(), 1);
}

TEST(AnalyzeNotebook, TakesNestingOfAnyDepth) {
  for (const std::string piece : {"(", "[", "-", "lambda: ", "f(", "not "}) {
    std::string source;
    for (int count = 0; count < 20'000; ++count) {
      source += piece;
    }
    EXPECT_EQ(analyze({source}).status, notebook::NotebookStatus::Ok) << piece;
  }
}

}  // namespace
}  // namespace autopar::verdicts
