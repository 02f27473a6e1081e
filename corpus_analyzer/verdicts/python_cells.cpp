#include "verdicts/python_cells.hpp"

#include <fmt/format.h>

#include <string_view>
#include <unordered_map>
#include <utility>

#include "frontend/module_facts.hpp"

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

// For every name, the last of the cells that mention it. Points into their trees.
using LastMentions = std::unordered_map<std::string_view, std::size_t>;

LastMentions last_mentions(const std::vector<ParsedCell>& parsed) {
  LastMentions last;
  for (std::size_t index = 0; index < parsed.size(); ++index) {
    for (const std::string_view name : parsed[index].names) {
      last[name] = index;
    }
  }
  return last;
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
  frontend::ModuleFacts facts;
  for (std::size_t index = 0; index < parsed.size(); ++index) {
    ParsedCell& cell = parsed[index];
    if (!cell.tree) {
      continue;
    }
    const bool is_apart = cell.record.flags.contains(cells::CellFlag::Subprocess);
    frontend::LoweringContext context = {
        .source_name = fmt::format("<cell {}>", cell.record.position),
        .facts = is_apart ? frontend::ModuleFacts{} : std::exchange(facts, {}),
        .is_read_later = [&last, index](std::string_view name) {
          const auto found = last.find(name);
          return found != last.end() && found->second > index;
        }};
    visit(cell, context);
    if (!is_apart) {
      facts = std::move(context.facts);
      frontend::add_facts(*cell.tree, facts);
    }
  }
}

}  // namespace autopar::verdicts
