#include "cells/magics.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "cells/unicode.hpp"

namespace autopar::cells {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 4> kRunsPython = {"time", "timeit", "prun", "capture"};
constexpr std::array<std::string_view, 4> kRunsPythonApart = {"python", "python2", "python3",
                                                              "pypy"};
constexpr std::array<std::string_view, 2> kCython = {"cython", "pythran"};
constexpr std::array<std::string_view, 26> kOpaque = {
    "!",          "HTML",  "R",     "SVG",   "bash",     "bigquery", "cmd",       "file",  "html",
    "javascript", "js",    "julia", "latex", "markdown", "perl",     "ruby",      "scala", "script",
    "sh",         "shell", "sql",   "svg",   "system",   "sx",       "writefile", "md"};
constexpr std::array<std::string_view, 9> kDatabricks = {"sql", "md", "python", "scala", "r",
                                                         "sh",  "fs", "pip",    "run"};
constexpr std::array<std::string_view, 4> kExternal = {"run", "load", "loadpy", "exec_nb"};
constexpr std::array<std::string_view, 34> kAutomagics = {
    "alias",    "bookmark", "cat",   "cd",   "clear",  "conda", "cp",   "dirs",  "env",
    "history",  "less",     "ls",    "man",  "mamba",  "mkdir", "more", "mv",    "matplotlib",
    "notebook", "pdb",      "pinfo", "pip",  "popd",   "pushd", "pwd",  "pylab", "reset",
    "rm",       "rmdir",    "run",   "time", "timeit", "who",   "whos"};

bool has(Names names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// The letters of options that take a value.
std::string_view valued_options(std::string_view magic) {
  if (magic == "timeit") {
    return "nrp";
  }
  return magic == "prun" ? "lsTD" : "";
}

std::string_view take_word(std::string_view& text) {
  const std::string_view word = text.substr(0, text.find_first_of(" \t"));
  text.remove_prefix(word.size());
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  return word;
}

}  // namespace

MagicClass classify_cell_magic(std::string_view name) {
  if (has(kRunsPython, name)) {
    return MagicClass::RunsPython;
  }
  if (has(kRunsPythonApart, name)) {
    return MagicClass::RunsPythonApart;
  }
  if (has(kCython, name)) {
    return MagicClass::Cython;
  }
  return has(kOpaque, name) ? MagicClass::Opaque : MagicClass::Unknown;
}

bool is_databricks_cell_magic(std::string_view name) { return has(kDatabricks, name); }

std::string_view statement_of_magic(std::string_view name, std::string_view arguments) {
  if (name != "time" && name != "timeit" && name != "prun") {
    return {};
  }
  const std::string_view valued = valued_options(name);
  std::string_view rest = strip(arguments);
  while (rest.size() > 1 && rest[0] == '-' && rest[1] != '(') {
    const std::string_view option = take_word(rest);
    if (option.size() == 2 && valued.find(option[1]) != std::string_view::npos) {
      take_word(rest);
    }
  }
  return rest;
}

bool is_external_code(std::string_view name) { return has(kExternal, name); }

bool begins_with_automagic(std::string_view text) {
  std::string_view rest = strip(text);
  return has(kAutomagics, take_word(rest));
}

}  // namespace autopar::cells
