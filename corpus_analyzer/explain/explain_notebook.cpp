#include "explain/explain_notebook.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "notebook/notebook.hpp"
#include "verdicts/python_cells.hpp"

namespace autopar::explain {
namespace {

using driver::Problem;
using driver::ProblemKind;
using notebook::Notebook;

std::vector<std::uint32_t> cell_lines(const cells::CellText& text) {
  std::vector<std::uint32_t> lines;
  lines.reserve(text.lines.size());
  for (const cells::ViewLine& line : text.lines) {
    lines.push_back(line.cell_line);
  }
  return lines;
}

Problem problem_of_file(ProblemKind kind, std::string message) {
  return {kind, std::move(message), std::nullopt, std::nullopt};
}

Problem problem_of_cell(std::uint32_t position, const std::string& why) {
  return {ProblemKind::Limit, "not analyzed: " + why, position, std::nullopt};
}

// Beyond a limit of the parser, or of the transformation of IPython's syntax.
void add_cut_off_cells(const std::vector<verdicts::ParsedCell>& parsed,
                       ExplainedNotebook& explained) {
  for (const verdicts::ParsedCell& cell : parsed) {
    const bool is_cut_off = cell.record.flags.contains(cells::CellFlag::Budget);
    if (is_cut_off) {
      explained.problems.push_back(problem_of_cell(
          cell.record.position, cell.limit_passed.empty()
                                    ? "its magics take too much work to be turned into Python"
                                    : cell.limit_passed));
    }
  }
}

void add_cell(const Notebook& notebook, const verdicts::ParsedCell& cell,
              const frontend::LoweringContext& context, ExplainedNotebook& explained) {
  const std::uint32_t position = cell.record.position;
  auto explanation = driver::explain(cell.study->text, context);
  if (!explanation) {
    explained.problems.push_back(problem_of_cell(position, explanation.error().message));
    return;
  }
  explanation->cell = position;
  explanation->shown.emplace(notebook.cells[position].source, cell.study->text,
                             cell_lines(*cell.study));
  explained.cells.push_back(std::move(*explanation));
}

void add_cells(const std::string& path, const Notebook& notebook,
               std::vector<verdicts::ParsedCell>& parsed, ExplainedNotebook& explained) {
  add_cut_off_cells(parsed, explained);
  verdicts::visit_trees(parsed, [&](const verdicts::ParsedCell& cell, const frontend::ModuleScope&,
                                    frontend::LoweringContext context) {
    context.source_name = fmt::format("{}[{}]", path, cell.record.position);
    add_cell(notebook, cell, context, explained);
  });
}

}  // namespace

ExplainedNotebook explain_notebook(const std::string& path, std::string_view bytes) {
  Notebook notebook = notebook::read_notebook(bytes);
  ExplainedNotebook explained;
  if (notebook.status != notebook::NotebookStatus::Ok) {
    explained.problems.push_back(problem_of_file(
        ProblemKind::File, fmt::format("cannot be read as a notebook: {} ({})",
                                       sentence_of(notebook.status), code_of(notebook.status))));
    return explained;
  }
  std::vector<verdicts::ParsedCell> parsed;
  if (verdicts::may_be_python(notebook.language)) {
    parsed = verdicts::parse_cells(notebook);
    verdicts::decide_language_by_content(parsed, notebook.language);
  }
  if (notebook.language.name == "python") {
    add_cells(path, notebook, parsed, explained);
  } else {
    explained.problems.push_back(problem_of_file(
        ProblemKind::Language,
        fmt::format("the notebook's language is {}, not python", notebook.language.name)));
  }
  return explained;
}

}  // namespace autopar::explain
