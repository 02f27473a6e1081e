#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "autopar/result.hpp"
#include "harness/environment.hpp"
#include "harness/outcome.hpp"
#include "harness/suite.hpp"
#include "store/connection.hpp"

namespace autopar::bench {

// calls that were averaged and the time that they took together.
struct Repetition {
  std::int64_t calls = 0;
  std::int64_t elapsed_ns = 0;
};

// Writes one run into a database laid out by schema.sql. What was added stays when the program is
// cut off.
class Recorder {
 public:
  // Creates the database, or adds to one of this version, and begins a run on so many threads.
  static Result<Recorder> open(const std::string& path, const Environment& environment,
                               const Suite& suite, int threads);

  // A cell that is not timed is recorded without its repetitions.
  Result<void> add(const Cell& cell, const std::vector<Repetition>& repetitions);

  // Keeps the greatest load that was measured beside cells of the problem.
  Result<void> note_foreign_load(const CellKey& key, double processors);

  // Says in the environment what the budget of time did not reach.
  Result<void> note_left_out(const std::string& text);

  // Marks the run as complete.
  Result<void> finish();

 private:
  Recorder(store::Connection connection, std::vector<Problem> problems, int threads)
      : connection_(std::move(connection)), problems_(std::move(problems)), threads_(threads) {}

  Result<void> begin_run(const Environment& environment,
                         const std::vector<ContenderFacts>& contenders);
  Result<std::int64_t> add_problem(const CellKey& key);
  Result<void> note_footprint(std::int64_t problem_id, std::int64_t footprint);
  Result<void> insert(const Cell& cell, const std::vector<Repetition>& repetitions);

  store::Connection connection_;
  std::vector<Problem> problems_;
  int threads_;
  std::int64_t run_id_ = 0;
  std::map<std::pair<std::string, std::string>, std::int64_t> problem_ids_;
};

}  // namespace autopar::bench
