#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <fstream>
#include <memory>
#include <optional>
#include <vector>

#include "autopar/result.hpp"
#include "harness/options.hpp"
#include "harness/outcome.hpp"
#include "harness/recorder.hpp"

namespace autopar::bench {

// Google Benchmark is run once for each group of benchmarks. This makes one result of all: one
// beginning, one end, and names without what was chosen for one cell only ("/repeats:7").
class JoinedReporter : public benchmark::BenchmarkReporter {
 public:
  // name_width is that of the longest name of all groups.
  JoinedReporter(std::unique_ptr<benchmark::BenchmarkReporter> inner, std::size_t name_width)
      : inner_(std::move(inner)), name_width_(name_width) {}

  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override {}

  // Ends the result: nothing comes after this.
  void finish();

 private:
  std::unique_ptr<benchmark::BenchmarkReporter> inner_;
  std::size_t name_width_;
  bool has_begun_ = false;
};

// Shows nothing.
class SilentReporter : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>&) override {}
};

// What goes into files: the result as Google Benchmark writes it, and every benchmark into the
// database, group by group. The first thing that could not be written is kept in error().
class FileReporter : public benchmark::BenchmarkReporter {
 public:
  // Either may be absent: no name of a result file, no recorder. recorder and ledger have to
  // outlive the reporter.
  FileReporter(const Options& options, Recorder* recorder, const Ledger& ledger);

  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;
  void Finalize() override {}

  // Writes what was reported since the last group ended, or forgets it.
  void keep_group();
  void drop_group() { group_.clear(); }

  void finish();
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  void write(const std::vector<Run>& runs);
  void record(const std::vector<Run>& runs);

  // Each element is what was reported together.
  std::vector<std::vector<Run>> group_;
  std::ofstream file_;
  std::optional<JoinedReporter> result_;
  Recorder* recorder_;
  const Ledger& ledger_;
  std::optional<Error> error_;
};

}  // namespace autopar::bench
