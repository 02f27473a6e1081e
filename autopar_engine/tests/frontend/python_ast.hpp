#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace autopar::frontend {

// What dump_ast.py says of each file: one set of "line column structure" a file.
std::vector<std::set<std::string>> dump_ast(const std::vector<std::string>& paths);

// The same for texts, none of which needs to be Python: nothing for a text that CPython's parser
// does not take.
std::vector<std::optional<std::set<std::string>>> dump_ast_of_texts(
    const std::vector<std::string>& texts);

// The .py files below CPython's own library folder that it parses itself, tests left out.
std::vector<std::string> standard_library_files();

std::string read_file(const std::string& path);

}  // namespace autopar::frontend
