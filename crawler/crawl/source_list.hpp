#pragma once

#include <string>
#include <vector>

#include "autopar/result.hpp"
#include "crawl/manifest.hpp"
#include "crawl/task_queue.hpp"

namespace autopar::crawl {

struct SourceList {
  std::vector<Task> tasks;
  std::vector<PinnedRepository> pinned;  // Task::pinned is a position here
};

// What the sources of a command line stand for: paths, URLs, and manifests of many repositories.
// Fails for what is not there, is given twice or is the output.
[[nodiscard]] Result<SourceList> list_sources(const std::vector<std::string>& sources,
                                              const std::string& output);

}  // namespace autopar::crawl
