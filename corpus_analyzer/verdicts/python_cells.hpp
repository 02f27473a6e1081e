#pragma once

#include <functional>
#include <vector>

#include "frontend/lower.hpp"
#include "frontend/module_scope.hpp"
#include "notebook/notebook.hpp"
#include "verdicts/parsed_cell.hpp"

namespace autopar::verdicts {

// The metadata say so, or leave it to the cells.
[[nodiscard]] bool may_be_python(const notebook::NotebookLanguage& language);

// The code cells of a notebook that may be Python, in document order.
[[nodiscard]] std::vector<ParsedCell> parse_cells(const notebook::Notebook& notebook,
                                                  const OnText& on_text = {});

// Where the metadata name no language, the notebook is Python if more than half of the cells that
// hold something parse as Python.
void decide_language_by_content(const std::vector<ParsedCell>& parsed,
                                notebook::NotebookLanguage& language);

using TreeVisitor =
    std::function<void(ParsedCell&, frontend::ModuleScope&, const frontend::LoweringContext&)>;

// Visits the cells that have a tree in document order. The cell's module and the context, good for
// the time of the call and complete where the cell has loops, hold what the cell itself and those
// before say, and which names those behind mention. A cell that runs in a process of its own knows
// nothing of the cells before, nor they of it.
void visit_trees(std::vector<ParsedCell>& parsed, const TreeVisitor& visit);

}  // namespace autopar::verdicts
