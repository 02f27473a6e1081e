#include "study_schema/notebook_rows.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace autopar::study_schema {
namespace {

using verdicts::CellRecord;
using verdicts::NotebookRecord;

constexpr std::string_view kNotebookColumns =
    "blob, analyzer_version, status, flags, size_bytes, nbformat_declared, nbformat_minor, "
    "nbformat_shape, strict_ok, language, language_evidence, python_version, "
    "python_version_evidence, kernel_name, language_version, code_cells, markdown_cells, "
    "raw_cells, other_cells, outputs, output_bytes, code_sha1, order_evidence, code_tokens";
constexpr std::string_view kCellColumns =
    "blob, cell, execution_count, outputs, lines, bytes, kind, magic, flags, exact_syntax, "
    "study_syntax, study_sha1, loops";

// Tables that are keyed by a blob, notebook first.
constexpr std::array<std::string_view, 9> kTables = {
    "notebook",         "notebook_sketch", "cell",      "loop", "call",
    "memory_reference", "scalar_flow",     "pair_test", "pair"};

template <class Enum>
std::optional<std::string_view> code_if(bool applies, Enum value) {
  return applies ? std::optional<std::string_view>(code_of(value)) : std::nullopt;
}

std::optional<std::string_view> code_of_syntax(verdicts::Syntax syntax) {
  switch (syntax) {
    case verdicts::Syntax::Clean:
      return "CLEAN";
    case verdicts::Syntax::Damaged:
      return "DAMAGED";
    case verdicts::Syntax::NotParsed:
      break;
  }
  return std::nullopt;
}

}  // namespace

NotebookRows::NotebookRows(Tables tables, store::Statement find,
                           std::vector<store::Statement> forget)
    : tables_(std::move(tables)), find_(std::move(find)), forget_(std::move(forget)) {}

Result<NotebookRows> NotebookRows::open(store::Connection& connection) {
  auto notebook = store::RowBuffer::open(connection, "notebook", kNotebookColumns);
  auto sketch = store::RowBuffer::open(connection, "notebook_sketch", "blob, bins");
  auto cell = store::RowBuffer::open(connection, "cell", kCellColumns);
  Result<LoopRows> loops = LoopRows::open(connection);
  Result<store::Statement> find = connection.prepare("SELECT 1 FROM notebook WHERE blob = ?");
  for (const auto* const rows : {&notebook, &sketch, &cell}) {
    if (!*rows) {
      return tl::unexpected(rows->error());
    }
  }
  if (!loops || !find) {
    return tl::unexpected(loops ? find.error() : loops.error());
  }
  std::vector<store::Statement> forget;
  for (const std::string_view table : kTables) {
    Result<store::Statement> statement =
        connection.prepare("DELETE FROM " + std::string(table) + " WHERE blob = ?");
    if (!statement) {
      return tl::unexpected(statement.error());
    }
    forget.push_back(std::move(*statement));
  }
  return NotebookRows(
      {std::move(*notebook), std::move(*sketch), std::move(*cell), std::move(*loops)},
      std::move(*find), std::move(forget));
}

void NotebookRows::add(std::string_view blob, std::string_view analyzer_version,
                       const NotebookRecord& record) {
  const bool is_ok = record.status == notebook::NotebookStatus::Ok;
  const notebook::NotebookLanguage& language = record.language;
  const auto of_ok = [is_ok](auto value) { return is_ok ? std::optional(value) : std::nullopt; };
  tables_.notebook.add(analyzer_version, code_of(record.status), record.flags.bits(),
                       record.size_bytes, record.nbformat_declared, record.nbformat_minor,
                       of_ok(record.nbformat_shape), record.strict_ok,
                       of_ok(std::string_view(language.name)), code_if(is_ok, language.evidence),
                       record.is_python() ? std::optional(language.python_version) : std::nullopt,
                       code_if(record.is_python(), language.version_evidence), language.kernel_name,
                       language.language_version, record.code_cells, record.markdown_cells,
                       record.raw_cells, record.other_cells, record.outputs, record.output_bytes,
                       record.code_sha1, code_if(is_ok, record.order_evidence), record.code_tokens);
  if (record.sketch) {
    add_sketch(*record.sketch);
  }
  for (const CellRecord& cell : record.cells) {
    add_cell(cell);
  }
  tables_.notebook.end_group();
  tables_.sketch.end_group();
  tables_.cell.end_group();
  tables_.loops.end_notebook();
  blobs_.emplace_back(blob);
}

void NotebookRows::add_sketch(const verdicts::Sketch& sketch) {
  std::string bytes;
  bytes.reserve(2 * sketch.size());
  for (const std::uint16_t bin : sketch) {
    bytes += static_cast<char>(bin & 0xFFU);
    bytes += static_cast<char>(bin >> 8U);
  }
  tables_.sketch.add(store::Bytes{bytes});
}

void NotebookRows::add_cell(const CellRecord& cell) {
  tables_.cell.add(cell.position, cell.execution_count, cell.outputs, cell.lines, cell.size_bytes,
                   code_of(cell.kind), cell.magic, cell.flags.bits(),
                   code_of_syntax(cell.exact_syntax), code_of_syntax(cell.study_syntax),
                   cell.study_sha1, cell.loops.size());
  for (std::uint32_t number = 0; number < cell.loops.size(); ++number) {
    tables_.loops.add({cell.position, number}, cell.loops[number]);
  }
}

std::size_t NotebookRows::kept_bytes() const {
  return tables_.notebook.size_bytes() + tables_.sketch.size_bytes() + tables_.cell.size_bytes() +
         tables_.loops.kept_bytes();
}

// Rows of an earlier run; of a content that is new there are none in any table.
Result<void> NotebookRows::forget(std::string_view blob) {
  find_.bind(blob);
  const Result<bool> is_there = find_.step();
  find_.reset();
  Result<void> done = is_there ? Result<void>() : tl::unexpected(is_there.error());
  for (std::size_t table = 0; done && *is_there && table < forget_.size(); ++table) {
    done = forget_[table].run(blob);
  }
  return done;
}

Result<void> NotebookRows::write() {
  std::vector<store::RowBuffer::Group> notebooks;
  for (std::size_t number = 0; number < blobs_.size(); ++number) {
    notebooks.push_back({blobs_[number], number});
  }
  std::ranges::sort(notebooks, {}, &store::RowBuffer::Group::key);
  Result<void> done;
  for (std::size_t place = 0; done && place < notebooks.size(); ++place) {
    done = forget(notebooks[place].key);
  }
  done = done ? tables_.notebook.write(notebooks) : done;
  done = done ? tables_.sketch.write(notebooks) : done;
  done = done ? tables_.cell.write(notebooks) : done;
  done = done ? tables_.loops.write(notebooks) : done;
  blobs_.clear();
  return done;
}

Result<void> NotebookRows::drop_orphans(store::Connection& connection) {
  Result<void> done;
  for (std::size_t table = 1; done && table < kTables.size(); ++table) {
    done = connection.execute("DELETE FROM " + std::string(kTables[table]) +
                              " WHERE blob NOT IN (SELECT blob FROM notebook)");
  }
  return done;
}

}  // namespace autopar::study_schema
