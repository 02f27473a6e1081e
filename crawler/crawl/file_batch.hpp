#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "autopar/result.hpp"
#include "crawler/crawl_database.hpp"

namespace autopar::crawl {

// What all threads have done so far.
struct Counters {
  std::atomic<std::uint64_t> files = 0;
  std::atomic<std::uint64_t> content_bytes = 0;  // of contents that were read
  std::atomic<std::uint64_t> sources = 0;        // that have come to an end, good or bad
};

// Collects the files of one source and hands them to the database many at a time.
class FileBatch {
 public:
  FileBatch(crawler::CrawlDatabase& database, std::string source, Counters& counters)
      : database_(database), source_(std::move(source)), counters_(counters) {}

  Result<void> add(crawler::NotebookFile file);
  // Hands over the rest.
  Result<void> flush();
  [[nodiscard]] std::uint64_t files() const { return files_; }

 private:
  crawler::CrawlDatabase& database_;
  std::string source_;
  Counters& counters_;
  std::vector<crawler::NotebookFile> waiting_;
  std::uint64_t waiting_bytes_ = 0;
  std::uint64_t files_ = 0;
};

}  // namespace autopar::crawl
