#include "cells/cell_views.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace autopar::cells {
namespace {

std::string study_text(std::string_view source) {
  const CellViews views = make_views(source);
  return views.study ? views.study->text : "(none)";
}

std::vector<std::uint32_t> cell_lines(const CellText& text) {
  std::vector<std::uint32_t> lines;
  for (const ViewLine& line : text.lines) {
    lines.push_back(line.cell_line);
  }
  return lines;
}

std::vector<Origin> origins(const CellText& text) {
  std::vector<Origin> all;
  for (const ViewLine& line : text.lines) {
    all.push_back(line.origin);
  }
  return all;
}

TEST(CellViews, UnwrapsTheBodiesOfMagicsThatRunPython) {
  EXPECT_EQ(study_text("%%time\nfor i in x:\n    f(i)\n"), "\nfor i in x:\n    f(i)\n");
  EXPECT_EQ(study_text("%%capture out\nx\n"), "\nx\n");
  EXPECT_EQ(study_text("%%timeit -n 10 -r3 -q a = 1\nf(a)\n"), "a = 1\nf(a)\n");
  EXPECT_EQ(study_text("%%prun -l 5 g()\nf()\n"), "g()\nf()\n");
  EXPECT_EQ(study_text("%%capture\n%%time\nx\n"), "\n\nx\n");
  EXPECT_EQ(study_text("%%python3\n!x\n"), "\n!x\n");
  EXPECT_EQ(study_text("%time f(1)\n"), "f(1)\n");
  EXPECT_EQ(study_text("if a:\n    %timeit -n10 f(1)\n"), "if a:\n    f(1)\n");
  EXPECT_EQ(study_text("x = %time f(1)\n"), "x = f(1)\n");
  EXPECT_EQ(study_text("x = %timeit f(1)\n"),
            "x = get_ipython().run_line_magic('timeit', 'f(1)')\n");
  EXPECT_EQ(study_text("%time\n"), "get_ipython().run_line_magic('time', '')\n");
}

TEST(CellViews, KeepsTheExactViewWrapped) {
  EXPECT_EQ(make_views("%%time\nf()\n").exact.text,
            "get_ipython().run_cell_magic('time', '', 'f()\\n')\n");
  EXPECT_EQ(make_views("%time f()\n").exact.text, "get_ipython().run_line_magic('time', 'f()')\n");
}

TEST(CellViews, ClassifiesCellMagics) {
  const std::vector<std::pair<std::string, CellKind>> rows = {
      {"x", CellKind::Python},
      {"  \n", CellKind::Empty},
      {"%%time\nx", CellKind::PythonMagic},
      {"%%python\nx", CellKind::PythonMagic},
      {"%%cython\nx", CellKind::Cython},
      {"%%bash\nls", CellKind::Opaque},
      {"%%nosuch\nx", CellKind::OpaqueUnknown},
      {"# a\n%%bash\nls", CellKind::Python},
  };
  for (const auto& [source, kind] : rows) {
    EXPECT_EQ(name_of(make_views(source).kind), name_of(kind)) << source;
  }
  EXPECT_EQ(make_views("%%bash -e\nls").magic, "bash");
  EXPECT_EQ(study_text("%%bash\nls"), "(none)");
}

TEST(CellViews, TakesDatabricksMagicsOnlyWhereTheyAreMeant) {
  const CellDialect databricks = {.is_databricks = true};
  EXPECT_EQ(make_views("%sql\nselect 1", databricks).kind, CellKind::Opaque);
  EXPECT_EQ(make_views("%sql\nselect 1").kind, CellKind::Python);
  EXPECT_EQ(make_views("%python\nx", databricks).study->text, "\nx\n");
}

TEST(CellViews, MapsEveryLineBackToTheCell) {
  const CellViews views = make_views("\n\n%%time\n!a \\\n  b\nx\n%time f()\n");
  ASSERT_TRUE(views.study);
  EXPECT_EQ(views.study->text, "\nget_ipython().system('a    b')\nx\nf()\n");
  EXPECT_EQ(cell_lines(*views.study), (std::vector<std::uint32_t>{3, 4, 6, 7}));
  EXPECT_EQ(origins(*views.study), (std::vector<Origin>{Origin::CellMagic, Origin::CellMagic,
                                                        Origin::CellMagic, Origin::LineMagic}));
}

TEST(CellViews, TakesAnIndentedFirstLineAsOlderIpythonDoes) {
  const CellViews views = make_views("    a\nb\n");
  EXPECT_EQ(views.exact.text, "    a\nb\n");
  EXPECT_EQ(views.study->text, "a\nb\n");
  EXPECT_TRUE(views.flags.contains(CellFlag::LenientIndent));
}

TEST(CellViews, FlagsWhatItFinds) {
  const std::vector<std::pair<std::string, CellFlag>> rows = {
      {"%m", CellFlag::LineMagic},
      {"x = !ls", CellFlag::System},
      {"x?", CellFlag::Help},
      {"/f x", CellFlag::Autocall},
      {">>> x", CellFlag::Prompt},
      {"x\n%%time\ny", CellFlag::MisplacedCellMagic},
      {"if a:\n        b\n    c", CellFlag::TransformFailed},
      {"%run x.py", CellFlag::ExternalCode},
      {"%%python\nx", CellFlag::Subprocess},
  };
  for (const auto& [source, flag] : rows) {
    EXPECT_TRUE(make_views(source).flags.contains(flag)) << source;
    EXPECT_EQ(make_views("x = 1").flags.bits(), 0U);
  }
}

TEST(CellViews, KeepsTheTextWhereIpythonRaises) {
  const CellViews views = make_views("if a:\n        b\n    c\n!x\n");
  EXPECT_EQ(views.exact.text, "if a:\n        b\n    c\n!x\n");
  ASSERT_TRUE(views.study);
}

TEST(CellViews, EndsWithinItsBudget) {
  std::string source;
  for (int line = 0; line < 400; ++line) {
    source += "!ls " + std::string(4'000, 'x') + "\n";
  }
  EXPECT_TRUE(make_views(source).flags.contains(CellFlag::Budget));
  EXPECT_TRUE(make_views(source).flags.contains(CellFlag::TransformFailed));
}

std::uint64_t test_seed() {
  const char* const given = std::getenv("AUTOPAR_TEST_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
}

TEST(CellViews, EveryLineOfEveryViewHasAnOrigin) {
  static const std::vector<std::string> pieces = {"x",
                                                  " ",
                                                  "\n",
                                                  "    ",
                                                  "%",
                                                  "%%time",
                                                  "!",
                                                  "?",
                                                  "=",
                                                  "\\\n",
                                                  "'''",
                                                  "(",
                                                  ")",
                                                  "\t",
                                                  "\r",
                                                  "#",
                                                  "'",
                                                  "\"",
                                                  ">>> ",
                                                  "... ",
                                                  "In [1]: ",
                                                  ";",
                                                  "/f",
                                                  "\x0c",
                                                  "\xE2\x80\xA8",
                                                  "\xC3\xA9",
                                                  "for i in x:\n",
                                                  "%time ",
                                                  "get_ipython()"};
  const std::uint64_t seed = test_seed();
  SCOPED_TRACE("AUTOPAR_TEST_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 5'000; ++round) {
    std::string source;
    for (std::size_t count = random() % 20; count > 0; --count) {
      source += pieces[random() % pieces.size()];
    }
    const CellViews views = make_views(source);
    const CellText& study = views.study ? *views.study : views.exact;
    for (const CellText* const view : {&views.exact, &study}) {
      ASSERT_EQ(view->lines.size(), static_cast<std::size_t>(std::ranges::count(view->text, '\n')))
          << source;
      const auto cell_line_count = std::ranges::count(source, '\n') + 1;
      for (const ViewLine& line : view->lines) {
        ASSERT_LE(line.cell_line, cell_line_count) << source;
      }
    }
  }
}

}  // namespace
}  // namespace autopar::cells
