#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "autopar/named_enum.hpp"
#include "autopar/result.hpp"
#include "store/connection.hpp"
#include "store/transaction.hpp"

namespace autopar::study_schema {

// What is known of a run before it begins. started_at: UTC, as 2026-01-31T12:00:00Z.
struct RunStart {
  std::string started_at;
  std::string analyzer_version;
  std::string output;
  unsigned jobs = 1;
  unsigned processors = 1;
  std::string machine;
  std::string system;
  std::uint64_t memory_bytes = 0;
};

struct RunTotals {
  std::uint64_t files = 0;
  std::uint64_t contents = 0;
  std::uint64_t content_bytes = 0;
};

struct RunEnd {
  int exit_code = 0;
  double wall_seconds = 0;
  double cpu_seconds = 0;
  std::uint64_t peak_memory_bytes = 0;
  unsigned retries = 0;
};

struct NotebookCost {
  std::string_view blob;
  std::string_view status;
  std::uint64_t size_bytes = 0;
  double seconds = 0;
  std::uint64_t loops = 0;
};

// What a step's seconds are of: time that passed, or processor time of all threads.
AUTOPAR_NAMED_ENUM(StepClock, Wall, Cpu);

// run.db (run.sql, run_steps.sql). A connection must not be open across a fork.
class RunLog {
 public:
  static Result<RunLog> open(const std::string& path);

  // The number of the new run.
  Result<std::int64_t> begin(const RunStart& start);
  Result<void> add_cost(std::int64_t run, const NotebookCost& cost);
  Result<void> add_failure(std::int64_t run, unsigned attempt, std::string_view blob,
                           std::string_view outcome, std::string_view message);
  Result<void> add_step(std::int64_t run, std::string_view step, double seconds, StepClock clock);
  Result<void> set_totals(std::int64_t run, const RunTotals& totals);
  Result<void> finish(std::int64_t run, const RunEnd& end);

  Result<store::Transaction> begin_transaction() { return store::Transaction::begin(connection_); }

 private:
  RunLog(store::Connection connection, store::Statement cost)
      : connection_(std::move(connection)), cost_(std::move(cost)) {}

  template <class... Values>
  Result<void> run(std::string_view sql, const Values&... values) {
    Result<store::Statement> statement = connection_.prepare(sql);
    return statement ? statement->run(values...) : Result<void>(tl::unexpected(statement.error()));
  }

  store::Connection connection_;
  store::Statement cost_;
};

}  // namespace autopar::study_schema
