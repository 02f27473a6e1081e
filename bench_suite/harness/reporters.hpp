#pragma once

#include <benchmark/benchmark.h>

#include <optional>

#include "autopar/result.hpp"
#include "harness/outcome.hpp"
#include "harness/recorder.hpp"

namespace autopar::bench {

// Shows nothing.
class SilentReporter : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>&) override {}
};

// Writes the raw JSON as Google Benchmark does, and every benchmark into the database as soon as
// its last repetition is there. The first thing that could not be written is kept in error().
class DatabaseReporter : public benchmark::JSONReporter {
 public:
  // Both have to outlive the reporter.
  DatabaseReporter(Recorder& recorder, const Ledger& ledger)
      : recorder_(recorder), ledger_(ledger) {}

  void ReportRuns(const std::vector<Run>& runs) override;

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  Recorder& recorder_;
  const Ledger& ledger_;
  std::optional<Error> error_;
};

}  // namespace autopar::bench
