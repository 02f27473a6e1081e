#include "explain/explain_notebook.hpp"

#include <fmt/format.h>

#include <utility>

#include "notebook/notebook.hpp"
#include "verdicts/python_cells.hpp"

namespace autopar::explain {
namespace {

std::vector<std::uint32_t> cell_lines(const cells::CellText& text) {
  std::vector<std::uint32_t> lines;
  lines.reserve(text.lines.size());
  for (const cells::ViewLine& line : text.lines) {
    lines.push_back(line.cell_line);
  }
  return lines;
}

}  // namespace

Result<std::vector<driver::Explanation>> explain_notebook(const std::string& path,
                                                          std::string_view bytes) {
  notebook::Notebook notebook = notebook::read_notebook(bytes);
  if (notebook.status != notebook::NotebookStatus::Ok) {
    return fail(fmt::format("cannot read {} as a notebook: {}", path, code_of(notebook.status)));
  }
  std::vector<verdicts::ParsedCell> parsed;
  if (verdicts::may_be_python(notebook.language)) {
    parsed = verdicts::parse_cells(notebook);
    verdicts::decide_language_by_content(parsed, notebook.language);
  }
  if (notebook.language.name != "python") {
    return fail(
        fmt::format("{}: the notebook's language is {}, not python", path, notebook.language.name));
  }
  std::vector<driver::Explanation> cells;
  verdicts::visit_trees(parsed,
                        [&](const verdicts::ParsedCell& cell, frontend::LoweringContext context) {
                          context.source_name = fmt::format("{}[{}]", path, cell.record.position);
                          auto explanation = driver::explain(cell.study->text, context);
                          if (explanation) {
                            explanation->cell = cell.record.position;
                            explanation->line_numbers = cell_lines(*cell.study);
                            cells.push_back(std::move(*explanation));
                          }
                        });
  return cells;
}

}  // namespace autopar::explain
