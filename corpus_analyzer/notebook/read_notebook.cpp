#include <simdjson.h>

#include <string>
#include <utility>

#include "notebook/file_kind.hpp"
#include "notebook/json_relaxed.hpp"
#include "notebook/json_strict.hpp"
#include "notebook/language.hpp"
#include "notebook/notebook.hpp"
#include "notebook/read_cells.hpp"
#include "notebook/utf8.hpp"

namespace autopar::notebook {
namespace {

struct Utf8File {
  std::string_view text;
  std::string storage;  // of text, if it had to be transcoded
  NotebookFlags flags;
};

Utf8File to_utf8(std::string_view bytes) {
  Utf8File file;
  const Encoding encoding = detect_encoding(bytes);
  if (encoding == Encoding::Utf8 || encoding == Encoding::Utf8WithMark) {
    const bool has_mark = encoding == Encoding::Utf8WithMark;
    file.text = has_mark ? bytes.substr(3) : bytes;
    if (has_mark) {
      file.flags.insert(NotebookFlag::Bom);
    }
    return file;
  }
  const bool is_wide = encoding == Encoding::Utf32Little || encoding == Encoding::Utf32Big;
  DecodedText decoded = decode_wide(bytes, encoding);
  file.flags.insert(is_wide ? NotebookFlag::Utf32 : NotebookFlag::Utf16);
  if (decoded.replaced) {
    file.flags.insert(NotebookFlag::Surrogate);
  }
  file.storage = std::move(decoded.utf8);
  return file;
}

NotebookStatus status_of(JsonFault fault) {
  switch (fault) {
    case JsonFault::BadControl:
      return NotebookStatus::BadControl;
    case JsonFault::TooDeep:
      return NotebookStatus::TooDeep;
    case JsonFault::BadJson:
      break;
  }
  return NotebookStatus::BadJson;
}

Notebook from_document(const JsonDocument& document) {
  Notebook notebook;
  notebook.flags = document.flags;
  notebook.status = NotebookStatus::NotObject;
  if (document.root.is(JsonKind::Object)) {
    read_cells(document.root, notebook);
    notebook.language = decide_language(document.root);
  }
  return notebook;
}

Notebook from_utf8(std::string_view text) {
  Notebook notebook;
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    notebook.status = NotebookStatus::Empty;
    return notebook;
  }
  if (const std::optional<JsonDocument> strict = read_strict_json(text)) {
    return from_document(*strict);
  }
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    notebook.status = NotebookStatus::BadUtf8;
    return notebook;
  }
  const tl::expected<JsonDocument, JsonFault> relaxed = read_relaxed_json(text);
  if (relaxed) {
    return from_document(*relaxed);
  }
  notebook.status = recognize_other_file(text).value_or(status_of(relaxed.error()));
  return notebook;
}

}  // namespace

Notebook read_notebook(std::string_view bytes) {
  if (bytes.size() > kSizeLimitBytes) {
    Notebook notebook;
    notebook.status = NotebookStatus::TooBig;
    return notebook;
  }
  const Utf8File file = to_utf8(bytes);
  const bool is_transcoded =
      file.flags.contains(NotebookFlag::Utf16) || file.flags.contains(NotebookFlag::Utf32);
  Notebook notebook = from_utf8(is_transcoded ? std::string_view(file.storage) : file.text);
  notebook.flags.insert(file.flags);
  return notebook;
}

}  // namespace autopar::notebook
