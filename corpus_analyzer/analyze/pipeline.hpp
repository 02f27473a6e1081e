#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "analyze/supervisor.hpp"
#include "analyze/worker_board.hpp"
#include "autopar/result.hpp"
#include "crawler/source_reader.hpp"
#include "verdicts/records.hpp"

namespace autopar::analyze {

// One file of the source, with the record of its content unless that was dealt with before.
struct AnalyzedFile {
  crawler::NotebookFile file;  // its bytes are gone
  std::optional<verdicts::NotebookRecord> record;
  std::string failure;  // of ours, with status Crash; else empty
  double seconds = 0;   // that the analysis took
  // SHA-1 of the texts that the parser was given, if they are asked for.
  std::vector<std::string> parsed_texts;
};

struct PipelineOptions {
  unsigned jobs = 1;
  bool names_parsed_texts = false;
};

using OnAnalyzed = std::function<void(const AnalyzedFile&)>;

// Reads a source in one thread, analyses contents in `jobs` others, which say on the board what
// they are at, and hands every file to on_analyzed in the calling thread, in no fixed order.
// Contents that are given up get their status, suspects are analysed alone. finished_blobs names
// contents to leave out and receives those that are met. Stops reading, and ends in order, once
// stop is set.
[[nodiscard]] Result<crawler::SourceSummary> run_pipeline(
    const std::string& source, const PipelineOptions& options, const Quarantine& quarantine,
    WorkerBoard& board, std::unordered_set<std::string>& finished_blobs,
    const std::atomic<bool>& stop, const OnAnalyzed& on_analyzed);

}  // namespace autopar::analyze
