#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "crawler/source_reader.hpp"
#include "frontend/identifiers.hpp"
#include "notebook/notebook.hpp"
#include "tests/frontend/every_statement.hpp"
#include "tests/frontend/python_ast.hpp"
#include "verdicts/parsed_cell.hpp"

namespace autopar::verdicts {
namespace {

constexpr std::size_t kBatch = 5'000;

// Compares the STUDY texts of cells, each text once, with what CPython's parser sees.
class Comparison {
 public:
  void add(std::string text) {
    if (known_.insert(text).second) {
      batch_.push_back(std::move(text));
    }
    if (batch_.size() == kBatch) {
      flush();
    }
  }

  void flush() {
    const auto seen = frontend::dump_ast_of_texts(batch_);
    for (std::size_t index = 0; index < batch_.size(); ++index) {
      if (seen[index]) {
        compare(batch_[index], *seen[index]);
      }
    }
    batch_.clear();
  }

  std::size_t cells = 0;
  std::size_t refused_cells = 0;
  std::size_t statements = 0;

 private:
  void compare(const std::string& text, const std::set<std::string>& seen) {
    ++cells;
    const auto tree = syntax::SyntaxTree::parse(text);
    if (!tree || !frontend::has_plain_names(tree->root())) {
      ++refused_cells;
      return;
    }
    const frontend::TextStructures structures = frontend::structures_of_text(*tree);
    refused_cells += structures.refused > 0 || tree->root().has_error() ? 1 : 0;
    for (const std::string& line : structures.lines) {
      EXPECT_TRUE(seen.contains(line)) << line;
      ++statements;
    }
  }

  std::set<std::string> known_;
  std::vector<std::string> batch_;
};

void add_cells(const std::string& bytes, Comparison& comparison) {
  const notebook::Notebook notebook = notebook::read_notebook(bytes);
  for (const notebook::NotebookCell& cell : notebook.cells) {
    if (cell.type == notebook::CellType::Code) {
      if (ParsedCell parsed = parse_cell(cell, 0, {}); parsed.study) {
        comparison.add(std::move(parsed.study->text));
      }
    }
  }
}

TEST(CorpusAgreement, every_statement_of_every_cell_has_the_structure_that_cpython_sees) {
  const char* folder = std::getenv("AUTOPAR_CORPUS");
  if (folder == nullptr) {
    GTEST_SKIP() << "AUTOPAR_CORPUS names no folder of notebooks";
  }
  Comparison comparison;
  const auto summary = crawler::for_each_notebook(folder, [&](const crawler::NotebookFile& file) {
    if (file.bytes) {
      add_cells(*file.bytes, comparison);
    }
    return true;
  });
  ASSERT_TRUE(summary.has_value()) << summary.error().message;
  comparison.flush();
  std::cout << comparison.cells << " cells that CPython parses, " << comparison.statements
            << " statements compared, " << comparison.refused_cells << " cells refused in part\n";
  EXPECT_GT(comparison.statements, 0u);
  EXPECT_LE(comparison.refused_cells, comparison.cells / 100);
}

}  // namespace
}  // namespace autopar::verdicts
