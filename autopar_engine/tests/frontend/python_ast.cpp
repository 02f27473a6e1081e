#include "tests/frontend/python_ast.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "autopar/check.hpp"

namespace autopar::frontend {
namespace {

std::string output_of(const std::string& command) {
  const auto close = [](std::FILE* pipe) { ::pclose(pipe); };
  const std::unique_ptr<std::FILE, decltype(close)> pipe(::popen(command.c_str(), "r"), close);
  AUTOPAR_CHECK(pipe != nullptr, "the interpreter could be started");
  std::string output;
  char buffer[1 << 16];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, pipe.get())) {
    output.append(buffer, count);
  }
  return output;
}

}  // namespace

std::vector<std::set<std::string>> dump_ast(const std::vector<std::string>& paths) {
  std::string command = AUTOPAR_TEST_PYTHON " " AUTOPAR_TEST_DUMP_AST;
  for (const std::string& path : paths) {
    command += " '" + path + "'";
  }
  std::vector<std::set<std::string>> files(paths.size());
  std::istringstream lines(output_of(command));
  std::size_t number = 0;
  std::string line;
  while (lines >> number && std::getline(lines.ignore(1), line)) {
    files.at(number).insert(line);
  }
  return files;
}

std::vector<std::optional<std::set<std::string>>> dump_ast_of_texts(
    const std::vector<std::string>& texts) {
  const std::string path = testing::TempDir() + "autopar_texts_" + std::to_string(::getpid());
  std::ofstream file(path, std::ios::binary);
  for (const std::string& text : texts) {
    file << text.size() << '\n' << text;
  }
  file.close();
  std::istringstream lines(
      output_of(std::string(AUTOPAR_TEST_PYTHON " " AUTOPAR_TEST_DUMP_AST " --texts ") + path));
  std::filesystem::remove(path);
  std::vector<std::optional<std::set<std::string>>> seen(texts.size());
  std::size_t number = 0;
  std::string line;
  while (lines >> number && std::getline(lines.ignore(1), line)) {
    auto& statements = seen.at(number);
    statements = statements ? std::move(statements) : std::set<std::string>();
    statements->insert(line);
  }
  return seen;
}

std::vector<std::string> standard_library_files() {
  std::string folder = output_of(AUTOPAR_TEST_PYTHON
                                 " -c 'import os; print(os.path.dirname(os.__file__), end=\"\")'");
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string path = entry.path().string();
    const bool is_test = path.find("/test") != path.npos || path.find("-packages") != path.npos;
    if (entry.is_regular_file() && entry.path().extension() == ".py" && !is_test) {
      files.push_back(path);
    }
  }
  return files;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

}  // namespace autopar::frontend
