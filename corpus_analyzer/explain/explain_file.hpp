#pragma once

#include <string>
#include <vector>

#include "explain/options.hpp"

namespace autopar::explain {

// What becomes of one file.
struct FileOutcome {
  // For standard output.
  std::string text;
  // For standard error: one sentence each, some with the line of the source that they are about.
  std::vector<std::string> complaints;
  ExitCode code = kDone;
};

// Reads and explains one of options.files as the options say. Never throws: a bug of ours is a
// complaint.
[[nodiscard]] FileOutcome explain_file(const std::string& path, const Options& options);

// Explains all files, options.jobs at a time. Writes to standard output and standard error in the
// order of the files. The exit code is the worst of theirs: kInternalError, kCannotRead,
// kNothingToPrint, kDone.
[[nodiscard]] ExitCode explain_files(const Options& options);

}  // namespace autopar::explain
