#pragma once

#include <optional>
#include <string>
#include <vector>

#include "autopar/result.hpp"
#include "codegen/dialect.hpp"

namespace autopar::explain {

enum ExitCode : int {
  kDone = 0,
  kCannotRead = 1,
  kBadCommandLine = 2,
  kNothingToPrint = 3,
  kInternalError = 70,
};

struct Options {
  std::vector<std::string> files;
  // Files explained at the same time.
  unsigned jobs = 1;
  bool is_json = false;
  bool is_quiet = false;
  // A name of driver/stages.hpp.
  std::optional<std::string> dump;
  std::optional<codegen::Dialect> source;
};

struct CommandLine {
  Options options;
  // What --help or --version print; then nothing else is to be done.
  std::optional<std::string> text_to_print;
};

[[nodiscard]] Result<CommandLine> read_command_line(int argc, const char* const* argv);

}  // namespace autopar::explain
