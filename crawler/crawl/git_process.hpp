#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/result.hpp"

namespace autopar::crawl {

struct GitBounds {
  std::chrono::steady_clock::duration timeout;
  std::uint64_t file_bytes = 0;  // no file may grow beyond
};

struct GitResult {
  int exit_code = -1;   // -1 if it did not end by itself
  std::string output;   // its beginning
  std::string errors;   // their end
  std::string headers;  // the end of what git tells of requests by HTTP and of their answers' heads
  bool is_timed_out = false;
  bool is_stopped = false;
};

// Runs git with arguments and a text on its standard input, and waits for it. It sees no
// configuration but ours: no hooks, filters, helpers, prompts or templates, and of the protocols
// only https, http and git. It ends with the time, with us, or once stop is set, whichever is
// first. Fails if it can't be started.
[[nodiscard]] Result<GitResult> run_git(const std::vector<std::string>& arguments,
                                        std::string_view input, const GitBounds& bounds,
                                        const std::atomic<bool>& stop);

}  // namespace autopar::crawl
