#include "harness/reporters.hpp"

#include <cmath>

namespace autopar::bench {

void DatabaseReporter::ReportRuns(const std::vector<Run>& runs) {
  JSONReporter::ReportRuns(runs);
  if (runs.empty() || runs.front().run_type == Run::RT_Aggregate) {
    return;
  }
  const auto cell = ledger_.find(runs.front().run_name.function_name);
  if (cell == ledger_.end()) {
    error_ = Error{"no outcome of " + runs.front().run_name.function_name};
    return;
  }
  std::vector<Repetition> repetitions;
  for (const Run& run : runs) {
    repetitions.push_back({run.iterations, std::llround(run.real_accumulated_time * 1e9)});
  }
  if (auto added = recorder_.add(cell->second, repetitions); !added && !error_) {
    error_ = added.error();
  }
}

}  // namespace autopar::bench
