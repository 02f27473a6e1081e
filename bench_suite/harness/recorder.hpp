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
  // Creates the database, or adds to one of this version, and begins a run.
  static Result<Recorder> open(const std::string& path, const Environment& environment,
                               std::vector<Problem> problems);

  // A cell that is not timed is recorded without its repetitions.
  Result<void> add(const Cell& cell, const std::vector<Repetition>& repetitions);

  // Marks the run as complete.
  Result<void> finish();

 private:
  Recorder(store::Connection connection, std::vector<Problem> problems, std::int64_t run_id)
      : connection_(std::move(connection)), problems_(std::move(problems)), run_id_(run_id) {}

  Result<std::int64_t> add_problem(const CellKey& key);
  Result<void> insert(const Cell& cell, const std::vector<Repetition>& repetitions);

  store::Connection connection_;
  std::vector<Problem> problems_;
  std::int64_t run_id_;
  std::map<std::pair<std::string, std::string>, std::int64_t> problem_ids_;
};

}  // namespace autopar::bench
