#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "autopar/result.hpp"
#include "autopar/source.hpp"
#include "dependence/analysis.hpp"
#include "driver/problem.hpp"
#include "driver/shown_text.hpp"
#include "frontend/lower.hpp"
#include "loop_ir/loop_nest.hpp"
#include "syntax/syntax_tree.hpp"

namespace autopar::driver {

struct ExplainedNest {
  loop_ir::LoopNest nest;
  // Holds for no loop that is damaged.
  dependence::NestAnalysis analysis;
  // By LoopId::index().
  std::vector<loop_ir::Quality> qualities;

  [[nodiscard]] loop_ir::Quality quality_of(loop_ir::LoopId loop_id) const {
    return qualities.at(loop_id.index());
  }
  [[nodiscard]] bool is_damaged(loop_ir::LoopId loop_id) const {
    return quality_of(loop_id) == loop_ir::Quality::Damaged;
  }
};

// What the stages that need no live objects say of a text.
struct Explanation {
  std::string source_name;
  // Of a notebook's cell: its index among all cells.
  std::optional<std::uint32_t> cell;
  // What people see instead of the text; nothing if it is the same.
  std::optional<ShownText> shown;
  syntax::SyntaxTree tree;
  // In source order.
  std::vector<ExplainedNest> nests;
  // Pieces of the text that are no Python.
  std::vector<Problem> problems;

  [[nodiscard]] const std::string& text() const { return tree.text(); }
  // The lines that people see.
  [[nodiscard]] std::vector<std::string> shown_lines() const;
  // Where people see a position, or a line that counts from 1, of the text.
  [[nodiscard]] SourcePosition shown_position(const SourcePosition& position) const;
  [[nodiscard]] std::uint32_t line_number(std::uint32_t line) const;
};

// Fails only for a text beyond the parser's limits. A text with errors is explained as far as it
// can be read.
[[nodiscard]] Result<Explanation> explain(SourceText source);
// The same for a text that has others around it; context.source_name is its name.
[[nodiscard]] Result<Explanation> explain(std::string text,
                                          const frontend::LoweringContext& context);

}  // namespace autopar::driver
