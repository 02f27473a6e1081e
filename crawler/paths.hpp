#pragma once

#include <string>
#include <string_view>

namespace autopar::crawler {

[[nodiscard]] bool is_notebook_path(std::string_view path);
[[nodiscard]] bool is_archive_path(std::string_view path);
[[nodiscard]] bool is_json_lines_path(std::string_view path);

// Does the path lie in a folder .ipynb_checkpoints?
[[nodiscard]] bool is_checkpoint_path(std::string_view path);

// Would the path, taken inside a folder, lead out of it?
[[nodiscard]] bool leaves_its_folder(std::string_view path);

// "owner/name" of a path owner/name/..., the layout of crawled archives; else empty.
[[nodiscard]] std::string repository_of_entry(std::string_view path);

// Valid UTF-8 without control characters, for databases and terminals: other bytes as \xNN. A
// leading "./" is dropped.
[[nodiscard]] std::string printable_path(std::string_view path);

}  // namespace autopar::crawler
