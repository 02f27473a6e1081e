#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cells/cell_views.hpp"
#include "frontend/damage.hpp"
#include "notebook/notebook.hpp"
#include "syntax/syntax_tree.hpp"
#include "verdicts/records.hpp"

namespace autopar::verdicts {

// What the text of a cell says of its language.
struct SyntaxEvidence {
  bool has_python_2 = false;
  bool has_python_3 = false;
};

// A code cell on its way to its record: both views, the STUDY view's tree, and what a walk over it
// finds.
struct ParsedCell {
  CellRecord record;
  std::optional<cells::CellText> study;
  std::optional<syntax::SyntaxTree> tree;  // of the STUDY view, if it was within limits
  std::optional<frontend::Damage> damage;  // of that tree
  std::string limit_passed;                // which limit, if it was not; else empty
  // Of the lines of the cell that are Python since a line magic was unwrapped: its name.
  std::map<std::uint32_t, std::string> line_magics;
  bool has_loops = false;  // of any kind, comprehensions too
  SyntaxEvidence evidence;
};

// Is told each text that is given to the parser; may be empty.
using OnText = std::function<void(std::string_view text)>;

[[nodiscard]] ParsedCell parse_cell(const notebook::NotebookCell& cell, std::uint32_t position,
                                    cells::CellDialect dialect, const OnText& on_text = {});

}  // namespace autopar::verdicts
