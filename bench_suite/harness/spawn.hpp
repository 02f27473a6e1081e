#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

#include "autopar/result.hpp"

namespace autopar::bench {

// A file descriptor of this process, and which one the new process shall find it as.
struct Redirection {
  int from = -1;
  int to = -1;
};

using Variables = std::vector<std::pair<std::string, std::string>>;

// Starts arguments[0] (looked up on PATH) with this process's environment and the extra variables,
// by posix_spawn: never a fork of a process that has threads.
Result<pid_t> spawn(const std::vector<std::string>& arguments, const Variables& extra_variables,
                    const std::vector<Redirection>& redirections);

// How the process ended: its exit code, or 128 + the number of the signal that ended it.
Result<int> wait_for(pid_t process);

// "ended with 3", "ended with 139 (Segmentation fault)".
std::string describe_end(int exit_code);

}  // namespace autopar::bench
