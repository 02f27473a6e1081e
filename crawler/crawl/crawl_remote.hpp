#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "autopar/result.hpp"
#include "crawl/file_batch.hpp"
#include "crawl/git_failure.hpp"
#include "crawl/manifest.hpp"
#include "crawler/crawl_database.hpp"

namespace autopar::crawl {

struct RemoteOptions {
  std::string work_folder;            // where repositories lie while they are fetched
  std::string contact;                // for those who run the hosts; stands in the user agent
  std::chrono::seconds timeout{300};  // for each command of git
  std::uint64_t repository_bytes = std::uint64_t{2} << 30;  // packed
  unsigned tries = 4;
  std::chrono::milliseconds first_delay{2000};  // doubled with each try
};

struct RemoteOutcome {
  std::optional<GitFailure> failure;
  std::uint64_t damaged = 0;
  bool is_complete = true;
  bool is_interrupted = false;
};

// Brings the notebooks of HEAD of a remote repository into the database: asks for HEAD's commit,
// and if that is not the one that is there already, fetches its trees and, in one batch, those
// contents that are not there. What an earlier crawl found stays if this one fails.
[[nodiscard]] Result<RemoteOutcome> crawl_remote(crawler::CrawlDatabase& database,
                                                 const std::string& url,
                                                 const RemoteOptions& options, Counters& counters,
                                                 const std::atomic<bool>& stop);

// The same for files that a manifest names with their contents, which are fetched by name and
// checked.
[[nodiscard]] Result<RemoteOutcome> crawl_pinned(crawler::CrawlDatabase& database,
                                                 const PinnedRepository& pinned,
                                                 const RemoteOptions& options, Counters& counters,
                                                 const std::atomic<bool>& stop);

}  // namespace autopar::crawl
