#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "autopar/result.hpp"
#include "harness/spawn.hpp"

namespace autopar::bench {

inline constexpr int kNoTimeLimit = 0;

// What a finished process has left. exit_code is 128 + the signal's number if one ended it.
struct FinishedProcess {
  int exit_code = 0;
  std::string output;
  std::string error_output;
  std::int64_t elapsed_ns = 0;
};

// Runs a program (see spawn) to its end. elapsed_ns runs from the start to the end of the process.
// One that takes longer than the limit is killed, and that is an error.
Result<FinishedProcess> run_process(const std::vector<std::string>& arguments,
                                    const Variables& extra_variables = {},
                                    int time_limit_s = kNoTimeLimit);

// The last line that is not empty, or "".
std::string last_line(const std::string& text);

// The fields between separators; one more than there are separators.
std::vector<std::string> split(const std::string& line, char separator);

}  // namespace autopar::bench
