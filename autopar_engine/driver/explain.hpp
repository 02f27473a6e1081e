#pragma once

#include <string>
#include <vector>

#include "autopar/result.hpp"
#include "autopar/source.hpp"
#include "dependence/analysis.hpp"
#include "loop_ir/loop_nest.hpp"
#include "syntax/syntax_tree.hpp"

namespace autopar::driver {

struct ExplainedNest {
  loop_ir::LoopNest nest;
  dependence::NestAnalysis analysis;
};

// What the stages that need no live objects say of a text.
struct Explanation {
  std::string source_name;
  syntax::SyntaxTree tree;
  // In source order.
  std::vector<ExplainedNest> nests;

  [[nodiscard]] const std::string& text() const { return tree.text(); }
};

// Fails only for a text beyond the parser's limits. A text with errors is explained as far as it
// can be read.
[[nodiscard]] Result<Explanation> explain(SourceText source);

}  // namespace autopar::driver
