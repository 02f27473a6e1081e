#pragma once

#include <optional>
#include <vector>

#include "autopar/result.hpp"
#include "harness/benchmarks.hpp"
#include "harness/groups.hpp"
#include "harness/options.hpp"
#include "harness/progress.hpp"
#include "harness/recorder.hpp"
#include "harness/reporters.hpp"
#include "harness/suite.hpp"
#include "harness/warm_cells.hpp"

namespace autopar::bench {

// Everything that is measured, group after group, until all are or the budget is spent. What it is
// given has to outlive it.
class Run {
 public:
  Run(Suite& suite, const Options& options, const std::vector<Group>& groups);

  // recorder: nullptr where no database was asked for. Gives the first thing that could not be
  // written.
  std::optional<Error> run(Recorder* recorder);

  // Known once run() has come back.
  [[nodiscard]] const Ledger& ledger() const { return ledger_; }

 private:
  [[nodiscard]] bool fits(std::size_t place, const Progress& progress) const;
  // Whether with the usual repetitions not everything that is left would fit.
  [[nodiscard]] bool is_short_of_time(std::size_t place, const Progress& progress) const;
  [[nodiscard]] bool is_cut_off(const Group& group) const;
  void leave_out(std::size_t place, Recorder* recorder);
  // False if the end of the run came first.
  bool run_group(const Group& group, bool is_short, FileReporter& files, Recorder* recorder);

  const Options& options_;
  const std::vector<Group>& groups_;
  WarmCells cells_;
  Ledger ledger_;
  Workbench workbench_;
  JoinedReporter display_;
  std::optional<Error> error_;
};

}  // namespace autopar::bench
