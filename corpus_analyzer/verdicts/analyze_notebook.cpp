#include "verdicts/analyze_notebook.hpp"

#include <ctime>
#include <optional>
#include <utility>
#include <vector>

#include "base/sha1.hpp"
#include "verdicts/cell_loops.hpp"
#include "verdicts/normal_text.hpp"
#include "verdicts/python_cells.hpp"
#include "verdicts/text_tokens.hpp"

namespace autopar::verdicts {
namespace {

using notebook::CellType;
using notebook::Notebook;
using notebook::NotebookCell;
using notebook::VersionEvidence;

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

// Counts below zero and of other cells say nothing.
OrderEvidence order_evidence_of(const Notebook& notebook) {
  std::optional<std::int64_t> last;
  for (const NotebookCell& cell : notebook.cells) {
    if (cell.type != CellType::Code || !cell.execution_count) {
      continue;
    }
    if (last && *cell.execution_count <= *last) {
      return OrderEvidence::Permuted;
    }
    last = cell.execution_count;
  }
  return last ? OrderEvidence::Monotone : OrderEvidence::None;
}

double processor_seconds_of_thread() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

void add_sketch(const std::vector<ParsedCell>& parsed, NotebookRecord& record) {
  const double begin = processor_seconds_of_thread();
  SketchMaker maker;
  for (const ParsedCell& cell : parsed) {
    if (!cell.study) {
      continue;
    }
    for (const TextToken& token : split_text(cell.study->text)) {
      if (token.kind != TextTokenKind::Line) {
        maker.add_token(token.text);
      }
    }
  }
  record.code_tokens = maker.tokens();
  record.sketch = maker.finish();
  record.sketch_seconds = processor_seconds_of_thread() - begin;
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

void add_python_cells(std::vector<ParsedCell> parsed, NotebookRecord& record) {
  decide_version_by_syntax(parsed, record);
  visit_trees(parsed, [](ParsedCell& cell, frontend::ModuleScope& module,
                         const frontend::LoweringContext& context) {
    if (cell.has_loops) {
      cell.record.loops = loops_of_cell(cell, module, context);
    }
  });
  for (ParsedCell& cell : parsed) {
    record.cells.push_back(std::move(cell.record));
  }
}

}  // namespace

NotebookRecord analyze_notebook(std::string_view bytes, const OnText& on_text) {
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
  record.order_evidence = order_evidence_of(notebook);
  if (may_be_python(record.language)) {
    std::vector<ParsedCell> parsed = parse_cells(notebook, on_text);
    decide_language_by_content(parsed, record.language);
    record.code_sha1 = hash_code(parsed);
    add_sketch(parsed, record);
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
