#pragma once

#include <optional>
#include <string>

#include "autopar/result.hpp"
#include "codegen/dialect.hpp"

namespace autopar::driver {

enum ExitCode : int {
  kDone = 0,
  kCannotRead = 1,
  kBadCommandLine = 2,
  kNothingToPrint = 3,
  kInternalError = 70,
};

struct Options {
  std::string file;
  bool is_json = false;
  bool is_quiet = false;
  // A name of stages.hpp.
  std::optional<std::string> dump;
  std::optional<codegen::Dialect> source;
};

struct CommandLine {
  Options options;
  // What --help or --version print; then nothing else is to be done.
  std::optional<std::string> text_to_print;
};

[[nodiscard]] Result<CommandLine> read_command_line(int argc, const char* const* argv);

}  // namespace autopar::driver
