#include "verdicts/analyze_notebook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/sha1.hpp"
#include "frontend/module_facts.hpp"
#include "verdicts/cell_loops.hpp"
#include "verdicts/normal_text.hpp"
#include "verdicts/parsed_cell.hpp"

namespace autopar::verdicts {
namespace {

using notebook::CellType;
using notebook::LanguageEvidence;
using notebook::Notebook;
using notebook::NotebookCell;
using notebook::VersionEvidence;

using Names = std::set<std::string, std::less<>>;

void count_cells(const Notebook& notebook, NotebookRecord& record) {
  for (const NotebookCell& cell : notebook.cells) {
    switch (cell.type) {
      case CellType::Code:
        ++record.code_cells;
        record.outputs += cell.outputs;
        record.output_bytes += cell.output_bytes;
        break;
      case CellType::Markdown:
        ++record.markdown_cells;
        break;
      case CellType::Raw:
        ++record.raw_cells;
        break;
      case CellType::Other:
        ++record.other_cells;
        break;
    }
  }
}

std::vector<ParsedCell> parse_cells(const Notebook& notebook) {
  const cells::CellDialect dialect = {
      .is_databricks = notebook.flags.contains(notebook::NotebookFlag::Databricks)};
  std::vector<ParsedCell> parsed;
  for (std::uint32_t position = 0; position < notebook.cells.size(); ++position) {
    if (notebook.cells[position].type == CellType::Code) {
      parsed.push_back(parse_cell(notebook.cells[position], position, dialect));
    }
  }
  return parsed;
}

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

void decide_language_by_content(const std::vector<ParsedCell>& parsed, NotebookRecord& record) {
  if (record.language.evidence == LanguageEvidence::None && looks_like_python(parsed)) {
    record.language.name = "python";
    record.language.evidence = LanguageEvidence::Content;
  }
}

void decide_version_by_syntax(const std::vector<ParsedCell>& parsed, NotebookRecord& record) {
  if (record.language.version_evidence != VersionEvidence::None) {
    return;
  }
  std::ptrdiff_t balance = 0;
  for (const ParsedCell& cell : parsed) {
    balance += (cell.evidence.has_python_3 ? 1 : 0) - (cell.evidence.has_python_2 ? 1 : 0);
  }
  if (balance != 0) {
    record.language.python_version = balance > 0 ? 3 : 2;
    record.language.version_evidence = VersionEvidence::Syntax;
  }
}

std::string hash_code(const std::vector<ParsedCell>& parsed) {
  Sha1 hash;
  for (const ParsedCell& cell : parsed) {
    if (cell.study) {
      hash.update(without_blank_lines(cell.study->text));
    }
  }
  return hash.finish();
}

// For every name, the last of the cells that mention it.
std::map<std::string, std::size_t, std::less<>> last_mentions(
    const std::vector<ParsedCell>& parsed) {
  std::map<std::string, std::size_t, std::less<>> last;
  for (std::size_t index = 0; index < parsed.size(); ++index) {
    for (const std::string& name : parsed[index].names) {
      last[name] = index;
    }
  }
  return last;
}

// Judges the loops of all cells in document order, each with the facts of those before it.
void judge_loops(std::vector<ParsedCell>& parsed) {
  const std::map<std::string, std::size_t, std::less<>> last = last_mentions(parsed);
  frontend::ModuleFacts facts;
  for (std::size_t index = 0; index < parsed.size(); ++index) {
    ParsedCell& cell = parsed[index];
    if (!cell.tree) {
      continue;
    }
    Names names_read_later;
    for (const auto& [name, last_index] : last) {
      if (last_index > index) {
        names_read_later.insert(names_read_later.end(), name);
      }
    }
    const bool is_apart = cell.record.flags.contains(cells::CellFlag::Subprocess);
    const frontend::LoweringContext context = {
        .source_name = fmt::format("<cell {}>", cell.record.position),
        .facts = is_apart ? frontend::ModuleFacts{} : facts,
        .names_read_later = &names_read_later};
    cell.record.loops = loops_of_cell(cell, context);
    if (!is_apart) {
      frontend::add_facts(*cell.tree, facts);
    }
  }
}

void add_python_cells(std::vector<ParsedCell> parsed, NotebookRecord& record) {
  decide_version_by_syntax(parsed, record);
  judge_loops(parsed);
  for (ParsedCell& cell : parsed) {
    record.cells.push_back(std::move(cell.record));
  }
}

}  // namespace

NotebookRecord analyze_notebook(std::string_view bytes) {
  const Notebook notebook = notebook::read_notebook(bytes);
  NotebookRecord record;
  record.status = notebook.status;
  record.flags = notebook.flags;
  record.size_bytes = bytes.size();
  record.nbformat_declared = notebook.nbformat_declared;
  record.nbformat_minor = notebook.nbformat_minor;
  record.nbformat_shape = notebook.nbformat_shape;
  record.strict_ok = notebook.strict_ok;
  record.language = notebook.language;
  if (record.status != notebook::NotebookStatus::Ok) {
    return record;
  }
  count_cells(notebook, record);
  const bool may_be_python =
      record.is_python() || record.language.evidence == LanguageEvidence::None;
  if (may_be_python) {
    std::vector<ParsedCell> parsed = parse_cells(notebook);
    decide_language_by_content(parsed, record);
    record.code_sha1 = hash_code(parsed);
    if (record.is_python()) {
      add_python_cells(std::move(parsed), record);
    }
  }
  return record;
}

NotebookRecord record_of_large_file(std::uint64_t size_bytes) {
  NotebookRecord record;
  record.status = notebook::NotebookStatus::TooBig;
  record.size_bytes = size_bytes;
  return record;
}

}  // namespace autopar::verdicts
