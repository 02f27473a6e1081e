#pragma once

#include <optional>
#include <string>

#include "analyze/pipeline.hpp"
#include "study_schema/run_log.hpp"

namespace autopar::analyze {

// The machine and the time, as run.db says them.
[[nodiscard]] study_schema::RunStart describe_start(const std::string& output, unsigned jobs);

// What the process and its children that have ended used so far.
struct UsedResources {
  double cpu_seconds = 0;
  std::uint64_t peak_memory_bytes = 0;  // of the largest process
};
[[nodiscard]] UsedResources used_resources();

// The working process's part of run.db: costs of contents, which are written when what they cost is
// committed elsewhere, and of steps.
class RunCosts {
 public:
  RunCosts(study_schema::RunLog log, std::int64_t run) : log_(std::move(log)), run_(run) {}

  void add(const AnalyzedFile& analyzed);
  Result<void> commit();
  Result<void> add_step(std::string_view step, double wall_seconds);
  // The sketches of all contents so far, as the step SKETCH.
  Result<void> add_sketches();
  Result<void> finish(std::uint64_t files);

 private:
  struct Cost {
    std::string blob;
    std::string status;
    std::uint64_t size_bytes = 0;
    double seconds = 0;
    std::uint64_t loops = 0;
  };
  Result<void> write_pending();

  study_schema::RunLog log_;
  std::int64_t run_;
  std::vector<Cost> pending_;
  double sketch_seconds_ = 0;  // processor time
  study_schema::RunTotals totals_;
};

}  // namespace autopar::analyze
