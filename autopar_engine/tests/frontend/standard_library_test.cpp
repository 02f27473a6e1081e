#include <gtest/gtest.h>

#include <iostream>

#include "frontend/lexical_faults.hpp"
#include "tests/frontend/every_statement.hpp"
#include "tests/frontend/python_ast.hpp"

namespace autopar::frontend {
namespace {

TEST(StandardLibrary, every_statement_has_the_structure_that_cpython_sees) {
  const auto files = standard_library_files();
  ASSERT_GT(files.size(), 400u);
  const auto seen = dump_ast(files);
  std::size_t compared = 0;
  std::size_t refused = 0;
  for (std::size_t index = 0; index < files.size(); ++index) {
    const auto tree = syntax::SyntaxTree::parse(read_file(files[index])).value();
    const TextStructures structures = structures_of_text(tree);
    refused += structures.refused;
    for (const std::string& line : structures.lines) {
      EXPECT_TRUE(seen[index].contains(line)) << files[index] << ": " << line;
      ++compared;
    }
  }
  EXPECT_GT(compared, 70'000u);
  EXPECT_LT(refused, compared / 1'000);
  std::cout << compared << " statements compared, " << refused << " refused\n";
}

TEST(StandardLibrary, has_no_lexical_fault) {
  for (const auto& file : standard_library_files()) {
    EXPECT_TRUE(find_lexical_faults(read_file(file)).empty()) << file;
  }
}

}  // namespace
}  // namespace autopar::frontend
