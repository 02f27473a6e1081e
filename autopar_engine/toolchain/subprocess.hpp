#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "autopar/result.hpp"

namespace autopar::toolchain {

struct ProcessResult {
  int exit_status = 0;  // 128 + n where signal n ended it
  std::string output;   // standard output and error as they came
};

// Runs a program of the PATH to its end, without a shell, standard input empty. log_file holds its
// output meanwhile and must not exist.
[[nodiscard]] Result<ProcessResult> run_process(const std::vector<std::string>& arguments,
                                                const std::filesystem::path& log_file);

}  // namespace autopar::toolchain
