#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "syntax/syntax_tree.hpp"

namespace autopar::frontend {

struct TextStructures {
  // As in statement_structures, for every statement of the text, in a loop or not, also in bodies
  // of functions and classes.
  std::vector<std::string> lines;
  // Statements that are refused for damage or for a budget, with all that is in them.
  std::size_t refused = 0;
};

// Lowers each statement as if it stood alone in a loop.
TextStructures structures_of_text(const syntax::SyntaxTree& tree);

}  // namespace autopar::frontend
