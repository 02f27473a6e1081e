#include <gtest/gtest.h>

#include "tests/frontend/lowering_support.hpp"
#include "tests/frontend/python_ast.hpp"
#include "tests/frontend/structure.hpp"

namespace autopar::frontend {
namespace {

TEST(StandardLibrary, every_statement_in_a_loop_has_the_structure_that_cpython_sees) {
  const auto files = standard_library_files();
  ASSERT_GT(files.size(), 400u);
  const auto seen = dump_ast(files);
  std::size_t compared = 0;
  for (std::size_t index = 0; index < files.size(); ++index) {
    for (const auto& nest : nests_of(read_file(files[index]))) {
      for (const std::string& line : statement_structures(nest)) {
        EXPECT_TRUE(seen[index].contains(line)) << files[index] << ": " << line;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 10'000u);
}

}  // namespace
}  // namespace autopar::frontend
