#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "autopar/result.hpp"
#include "crawl/file_batch.hpp"
#include "crawler/crawl_database.hpp"

namespace autopar::crawl {

struct LocalOutcome {
  std::uint64_t damaged = 0;  // archives and repositories
  bool is_complete = true;    // false if a limit left something out
  bool is_interrupted = false;
};

// Reads one source of this machine into the database. A file that has not changed since it was
// read to its end is not read again, nor are contents of repositories that are there already.
[[nodiscard]] Result<LocalOutcome> crawl_local(crawler::CrawlDatabase& database,
                                               const std::string& source, Counters& counters,
                                               const std::atomic<bool>& stop);

}  // namespace autopar::crawl
