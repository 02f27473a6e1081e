#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/named_enum.hpp"
#include "notebook/json_value.hpp"

namespace autopar::notebook {

// What became of a file. Only Ok has cells.
AUTOPAR_NAMED_ENUM(NotebookStatus, Ok, Empty, TooBig, Lfs, Conflict, Html, BadUtf8, BadControl,
                   TooDeep, BadJson, NotObject, NotNotebook, Unsupported, Crash, Timeout);

// One plain sentence without a full stop that says what is wrong with the file.
[[nodiscard]] std::string_view sentence_of(NotebookStatus status);

AUTOPAR_NAMED_ENUM(CellType, Code, Markdown, Raw, Other);

struct NotebookCell {
  CellType type = CellType::Other;
  std::string source;  // UTF-8; NUL read as a line break
  std::optional<std::int64_t> execution_count;
  std::uint32_t outputs = 0;
  std::uint64_t output_bytes = 0;  // of the strings in them
};

AUTOPAR_NAMED_ENUM(LanguageEvidence, LanguageInfo, KernelLanguage, CellLanguage, KernelName,
                   Content, None);
AUTOPAR_NAMED_ENUM(VersionEvidence, LanguageInfo, KernelName, Syntax, None);

// What the metadata says of the language. name is lower case and "unknown" with evidence None: the
// cells' text then decides (Content, Syntax), which is the caller's part.
struct NotebookLanguage {
  std::string name = "unknown";
  LanguageEvidence evidence = LanguageEvidence::None;
  int python_version = 0;  // 2, 3 or undecided
  VersionEvidence version_evidence = VersionEvidence::None;
  std::optional<std::string> kernel_name;       // as it stands
  std::optional<std::string> language_version;  // as it stands
};

struct Notebook {
  NotebookStatus status = NotebookStatus::BadJson;
  NotebookFlags flags;
  std::optional<std::int64_t> nbformat_declared;
  std::optional<std::int64_t> nbformat_minor;
  int nbformat_shape = 0;  // 1 to 4 if Ok
  bool strict_ok = false;  // nbformat itself would take the file
  NotebookLanguage language;
  std::vector<NotebookCell> cells;  // of all worksheets, in document order
};

// Files over this size are not read: TooBig.
constexpr std::size_t kSizeLimitBytes = std::size_t{32} << 20;

// Reads a notebook of any version by its shape, whatever the bytes are. Never fails: what is wrong
// stands in the status. Linear in the bytes.
[[nodiscard]] Notebook read_notebook(std::string_view bytes);

}  // namespace autopar::notebook
