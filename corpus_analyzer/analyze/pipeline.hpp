#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>

#include "autopar/result.hpp"
#include "crawler/source_reader.hpp"
#include "verdicts/records.hpp"

namespace autopar::analyze {

// One file of the source, with the record of its content unless that was dealt with before.
struct AnalyzedFile {
  crawler::NotebookFile file;  // its bytes are gone
  std::optional<verdicts::NotebookRecord> record;
  std::string failure;  // of ours, with status Crash; else empty
};

using OnAnalyzed = std::function<void(const AnalyzedFile&)>;

// Reads a source in one thread, analyses contents in `jobs` others and hands every file to
// on_analyzed in the calling thread, in no fixed order. finished_blobs names contents to leave out
// and receives those that are met. Stops reading, and ends in order, once stop is set.
[[nodiscard]] Result<crawler::SourceSummary> run_pipeline(
    const std::string& source, unsigned jobs, std::unordered_set<std::string>& finished_blobs,
    const std::atomic<bool>& stop, const OnAnalyzed& on_analyzed);

}  // namespace autopar::analyze
