#include "tests/dependence/golden_nests.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include "frontend/lower.hpp"
#include "syntax/syntax_tree.hpp"

namespace autopar::dependence {
namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

std::vector<loop_ir::LoopNest> golden_nests() {
  std::vector<loop_ir::LoopNest> nests;
  for (const auto& entry : std::filesystem::directory_iterator(AUTOPAR_GOLDEN_VERDICTS)) {
    if (entry.path().extension() != ".py") {
      continue;
    }
    const auto tree = syntax::SyntaxTree::parse(text_of(entry.path())).value();
    for (loop_ir::LoopNest& nest :
         frontend::lower_loops(tree, {entry.path().filename(), {}, nullptr})) {
      nests.push_back(std::move(nest));
    }
  }
  return nests;
}

}  // namespace autopar::dependence
