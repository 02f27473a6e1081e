#include "verdicts/python_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/name_table.hpp"
#include "frontend/module_scope.hpp"

namespace autopar::verdicts {
namespace {

using notebook::CellType;
using notebook::LanguageEvidence;
using notebook::Notebook;

// More than half of the cells that hold something parse as Python.
bool looks_like_python(const std::vector<ParsedCell>& parsed) {
  std::size_t filled = 0;
  std::size_t clean = 0;
  for (const ParsedCell& cell : parsed) {
    filled += cell.record.kind != cells::CellKind::Empty ? 1 : 0;
    clean += cell.record.study_syntax == Syntax::Clean ? 1 : 0;
  }
  return 2 * clean > filled;
}

bool has_loops(const ParsedCell& cell) { return cell.tree && cell.has_loops; }

// For every name that a cell behind the first with loops mentions, the last one that does. Points
// into their trees.
using LastMentions = NameTable<std::size_t>;

LastMentions last_mentions(const std::vector<ParsedCell>& parsed) {
  LastMentions last;
  const auto first_loops = std::ranges::find_if(parsed, has_loops);
  for (auto cell = first_loops; cell != parsed.end(); ++cell) {
    const std::uint32_t nodes = cell->tree && cell != first_loops ? cell->tree->node_count() : 0;
    for (std::uint32_t position = 0; position < nodes; ++position) {
      const syntax::Node node = cell->tree->node_at(position);
      if (node.is(syntax::NodeKind::Identifier)) {
        last.try_add(node.text()).first = static_cast<std::size_t>(cell - parsed.begin());
      }
    }
  }
  return last;
}

// The number of cells up to the last that has loops: no facts are needed behind it.
std::size_t count_up_to_last_loops(const std::vector<ParsedCell>& parsed) {
  const auto last = std::find_if(parsed.rbegin(), parsed.rend(), has_loops);
  return static_cast<std::size_t>(parsed.rend() - last);
}

}  // namespace

bool may_be_python(const notebook::NotebookLanguage& language) {
  return language.name == "python" || language.evidence == LanguageEvidence::None;
}

std::vector<ParsedCell> parse_cells(const Notebook& notebook, const OnText& on_text) {
  const cells::CellDialect dialect = {
      .is_databricks = notebook.flags.contains(notebook::NotebookFlag::Databricks)};
  std::vector<ParsedCell> parsed;
  for (std::uint32_t position = 0; position < notebook.cells.size(); ++position) {
    if (notebook.cells[position].type == CellType::Code) {
      parsed.push_back(parse_cell(notebook.cells[position], position, dialect, on_text));
    }
  }
  return parsed;
}

void decide_language_by_content(const std::vector<ParsedCell>& parsed,
                                notebook::NotebookLanguage& language) {
  if (language.evidence == LanguageEvidence::None && looks_like_python(parsed)) {
    language.name = "python";
    language.evidence = LanguageEvidence::Content;
  }
}

void visit_trees(std::vector<ParsedCell>& parsed, const TreeVisitor& visit) {
  const LastMentions last = last_mentions(parsed);
  const std::size_t cells_in_need = count_up_to_last_loops(parsed);
  frontend::ModuleFacts facts;
  for (std::size_t index = 0; index < parsed.size(); ++index) {
    ParsedCell& cell = parsed[index];
    if (!cell.tree) {
      continue;
    }
    const bool is_apart = cell.record.flags.contains(cells::CellFlag::Subprocess);
    frontend::LoweringContext context = {
        .source_name = cell.has_loops ? fmt::format("<cell {}>", cell.record.position) : "",
        .facts = is_apart ? frontend::ModuleFacts{} : std::exchange(facts, {}),
        .is_read_later = [&last, index](std::string_view name) {
          const std::size_t* const found = last.find(name);
          return found != nullptr && *found > index;
        }};
    const bool is_needed_later = !is_apart && index + 1 < cells_in_need;
    frontend::ModuleScope module;
    if (cell.has_loops || is_needed_later) {
      module =
          frontend::read_module(*cell.tree, context.facts,
                                cell.has_loops ? frontend::Reads::Kept : frontend::Reads::Dropped);
    }
    visit(cell, module, context);
    if (!is_apart) {
      facts = std::move(context.facts);
    }
    if (is_needed_later) {
      frontend::add_facts(*cell.tree, std::move(module), facts);
    }
  }
}

}  // namespace autopar::verdicts
