#pragma once

#include "notebook/json_value.hpp"
#include "notebook/notebook.hpp"

namespace autopar::notebook {

// What the metadata says, in this order: language_info.name, kernelspec.language, the majority of
// the code cells' own language (version 3), kernelspec's name and display name. The Python version
// by language_info.version, then by the kernel's name.
[[nodiscard]] NotebookLanguage decide_language(const JsonValue& root);

}  // namespace autopar::notebook
