#pragma once

#include <set>
#include <string>
#include <vector>

namespace autopar::frontend {

// What dump_ast.py says of each file: one set of "line column structure" a file.
std::vector<std::set<std::string>> dump_ast(const std::vector<std::string>& paths);

// The .py files below CPython's own library folder that it parses itself, tests left out.
std::vector<std::string> standard_library_files();

std::string read_file(const std::string& path);

}  // namespace autopar::frontend
