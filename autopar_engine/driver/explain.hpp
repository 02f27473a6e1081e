#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "autopar/result.hpp"
#include "autopar/source.hpp"
#include "dependence/analysis.hpp"
#include "frontend/lower.hpp"
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
  // Of a notebook's cell: its index among all cells.
  std::optional<std::uint32_t> cell;
  // Where each line of the text stands in the file or cell, from 1; empty if it is the same line.
  std::vector<std::uint32_t> line_numbers;
  syntax::SyntaxTree tree;
  // In source order.
  std::vector<ExplainedNest> nests;

  [[nodiscard]] const std::string& text() const { return tree.text(); }
  // The line that people see for a line of the text, which counts from 1.
  [[nodiscard]] std::uint32_t line_number(std::uint32_t line) const;
};

// Fails only for a text beyond the parser's limits. A text with errors is explained as far as it
// can be read.
[[nodiscard]] Result<Explanation> explain(SourceText source);
// The same for a text that has others around it; context.source_name is its name.
[[nodiscard]] Result<Explanation> explain(std::string text,
                                          const frontend::LoweringContext& context);

}  // namespace autopar::driver
