#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "autopar/result.hpp"
#include "crawl/crawl_remote.hpp"

namespace autopar::crawl {

struct CrawlOptions {
  std::vector<std::string> sources;
  std::string output;
  unsigned jobs = 1;
  bool is_quiet = false;
  RemoteOptions remote;  // its work_folder is chosen here
};

struct CrawlOutcome {
  std::uint64_t files = 0;
  std::uint64_t contents = 0;  // all that the database holds
  std::uint64_t new_contents = 0;
  std::uint64_t left_out = 0;  // sources of which something is damaged or beyond a limit
  std::uint64_t failed = 0;    // sources that could not be read
  bool is_interrupted = false;
};

// Brings the sources into the database, several at a time. Continues a database that is there:
// nothing that it holds is stored twice. Once stop is set it ends soon, with the work so far kept.
[[nodiscard]] Result<CrawlOutcome> run_crawl(const CrawlOptions& options,
                                             const std::atomic<bool>& stop);

}  // namespace autopar::crawl
