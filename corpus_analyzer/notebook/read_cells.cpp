#include "notebook/read_cells.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>

namespace autopar::notebook {
namespace {

constexpr std::int64_t kFirstUnknownVersion = 5;

std::optional<std::int64_t> integer_of(const JsonValue* value) {
  return value == nullptr ? std::nullopt : value->integer;
}

bool is_object(const JsonValue* value) { return value != nullptr && value->is(JsonKind::Object); }
bool is_array(const JsonValue* value) { return value != nullptr && value->is(JsonKind::Array); }

// The cells of all worksheets, or of the root; with the shape that they show.
struct CellList {
  std::vector<const JsonValue*> cells;
  int shape = 0;  // 0: there are none
};

bool any_has(std::span<const JsonValue* const> cells, std::span<const std::string_view> keys) {
  return std::ranges::any_of(cells, [&](const JsonValue* cell) {
    return std::ranges::any_of(keys, [&](std::string_view key) { return cell->find(key); });
  });
}

int shape_of_root_cells(std::span<const JsonValue* const> cells) {
  constexpr std::array<std::string_view, 2> kVersion4 = {"source", "execution_count"};
  constexpr std::array<std::string_view, 3> kVersion1 = {"code", "text", "prompt_number"};
  return !any_has(cells, kVersion4) && any_has(cells, kVersion1) ? 1 : 4;
}

CellList list_cells(const JsonValue& root, std::optional<std::int64_t> declared) {
  CellList list;
  const JsonValue* const worksheets = root.find("worksheets");
  const JsonValue* const cells = root.find("cells");
  if (is_array(cells) && !(is_array(worksheets) && declared < 4)) {
    for (const JsonValue& cell : cells->children) {
      list.cells.push_back(&cell);
    }
    list.shape = shape_of_root_cells(list.cells);
  } else if (is_array(worksheets)) {
    for (const JsonValue& worksheet : worksheets->children) {
      const JsonValue* const sheet_cells = worksheet.find("cells");
      for (std::size_t index = 0; is_array(sheet_cells) && index < sheet_cells->children.size();
           ++index) {
        list.cells.push_back(&sheet_cells->children[index]);
      }
    }
    list.shape = declared == 2 ? 2 : 3;
  }
  return list;
}

CellType type_of(const JsonValue& cell) {
  const JsonValue* const type = cell.find("cell_type");
  const std::string_view name = type == nullptr ? std::string_view() : type->text;
  if (name == "code") {
    return CellType::Code;
  }
  if (name == "markdown" || name == "text") {
    return CellType::Markdown;
  }
  return name == "raw" ? CellType::Raw : CellType::Other;
}

// The separator between the lines of a source that is a list, as each version of nbformat has it.
std::string_view line_separator(int shape, std::string_view first_line) {
  if (shape == 2) {
    return "\n";
  }
  const bool keeps_ends = first_line.ends_with('\n') || first_line.ends_with('\r');
  return shape == 3 && !keeps_ends ? "\n" : "";
}

std::string join_lines(const JsonValue& lines, int shape, Notebook& notebook) {
  std::string joined;
  bool is_first = true;
  std::string_view separator;
  for (const JsonValue& line : lines.children) {
    if (!line.is(JsonKind::String)) {
      notebook.flags.insert(NotebookFlag::BadSourceItem);
      notebook.strict_ok = false;
      continue;
    }
    separator = is_first ? line_separator(shape, line.text) : separator;
    joined.append(is_first ? std::string_view() : separator).append(line.text);
    is_first = false;
  }
  return joined;
}

const JsonValue* find_source(const JsonValue& cell, int shape) {
  static constexpr std::array<std::string_view, 4> kKeys = {"source", "input", "code", "text"};
  const std::size_t preferred = shape == 4 ? 0 : (shape == 1 ? 2 : 1);
  if (const JsonValue* const source = cell.find(kKeys[preferred])) {
    return source;
  }
  for (const std::string_view key : kKeys) {
    if (const JsonValue* const source = cell.find(key)) {
      return source;
    }
  }
  return nullptr;
}

std::string read_source(const JsonValue& cell, int shape, Notebook& notebook) {
  const JsonValue* const source = find_source(cell, shape);
  std::string text;
  if (source != nullptr && source->is(JsonKind::String)) {
    text = source->text;
  } else if (is_array(source)) {
    text = join_lines(*source, shape, notebook);
  } else {
    notebook.flags.insert(NotebookFlag::NullSource);
    notebook.strict_ok = false;
  }
  if (text.find('\0') != std::string::npos) {
    notebook.flags.insert(NotebookFlag::NulInSource);
    std::ranges::replace(text, '\0', '\n');
  }
  return text;
}

void check_cell(const JsonValue& cell, const NotebookCell& read, Notebook& notebook) {
  const JsonValue* const metadata = cell.find("metadata");
  if (metadata != nullptr && !is_object(metadata)) {
    notebook.flags.insert(NotebookFlag::BadMetadata);
  }
  const bool lacks_metadata = notebook.nbformat_shape == 4 && !is_object(metadata);
  const bool lacks_outputs = (notebook.nbformat_shape == 2 || notebook.nbformat_shape == 3) &&
                             read.type == CellType::Code && !cell.find("outputs");
  if (lacks_metadata || lacks_outputs) {
    notebook.strict_ok = false;
  }
}

NotebookCell read_cell(const JsonValue& cell, Notebook& notebook) {
  NotebookCell read;
  if (!cell.is(JsonKind::Object)) {
    notebook.flags.insert(NotebookFlag::BadCell);
    notebook.strict_ok = false;
    return read;
  }
  read.type = type_of(cell);
  check_cell(cell, read, notebook);
  if (read.type != CellType::Code) {
    return read;
  }
  read.source = read_source(cell, notebook.nbformat_shape, notebook);
  read.execution_count =
      integer_of(cell.find(notebook.nbformat_shape == 4 ? "execution_count" : "prompt_number"));
  if (const JsonValue* const outputs = cell.find("outputs"); is_array(outputs)) {
    read.outputs = static_cast<std::uint32_t>(outputs->children.size());
    read.output_bytes = outputs->string_bytes;
  }
  return read;
}

void check_root(const JsonValue& root, Notebook& notebook) {
  const JsonValue* const metadata = root.find("metadata");
  if (metadata == nullptr) {
    notebook.flags.insert(NotebookFlag::NoMetadata);
  } else if (!is_object(metadata)) {
    notebook.flags.insert(NotebookFlag::BadMetadata);
  } else if (metadata->find("application/vnd.databricks.v1+notebook")) {
    notebook.flags.insert(NotebookFlag::Databricks);
  }
  const std::int64_t declared = notebook.nbformat_declared.value_or(1);
  notebook.strict_ok = declared == notebook.nbformat_shape &&
                       (declared != 4 || (is_object(metadata) && notebook.nbformat_minor));
}

}  // namespace

void read_cells(const JsonValue& root, Notebook& notebook) {
  notebook.nbformat_declared = integer_of(root.find("nbformat"));
  notebook.nbformat_minor = integer_of(root.find("nbformat_minor"));
  if (notebook.nbformat_declared >= kFirstUnknownVersion) {
    notebook.status = NotebookStatus::Unsupported;
    return;
  }
  const CellList list = list_cells(root, notebook.nbformat_declared);
  if (list.shape == 0) {
    notebook.status = NotebookStatus::NotNotebook;
    return;
  }
  notebook.status = NotebookStatus::Ok;
  notebook.nbformat_shape = list.shape;
  check_root(root, notebook);
  notebook.cells.reserve(list.cells.size());
  for (const JsonValue* const cell : list.cells) {
    notebook.cells.push_back(read_cell(*cell, notebook));
  }
}

}  // namespace autopar::notebook
