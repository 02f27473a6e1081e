#include "study_schema/run_log.hpp"

#include <array>

#include "store/migrate.hpp"
#include "study_schema/sql_text.hpp"

namespace autopar::study_schema {

Result<RunLog> RunLog::open(const std::string& path) {
  Result<store::Connection> connection = store::Connection::open(path);
  if (!connection) {
    return tl::unexpected(connection.error());
  }
  const std::array<std::string_view, 2> steps = {kRunSql, kRunStepsSql};
  Result<void> done = connection->execute("PRAGMA synchronous = NORMAL");
  done = done ? store::migrate(*connection, steps) : done;
  if (!done) {
    return tl::unexpected(done.error());
  }
  Result<store::Statement> cost = connection->prepare(
      "INSERT OR REPLACE INTO notebook_cost (run, blob, status, size_bytes, seconds, loops) "
      "VALUES (?, ?, ?, ?, ?, ?)");
  if (!cost) {
    return tl::unexpected(cost.error());
  }
  return RunLog(std::move(*connection), std::move(*cost));
}

Result<std::int64_t> RunLog::begin(const RunStart& start) {
  const Result<void> done = run(
      "INSERT INTO run (started_at, analyzer_version, output, jobs, processors, machine, system, "
      "memory_bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      start.started_at, start.analyzer_version, start.output, start.jobs, start.processors,
      start.machine, start.system, start.memory_bytes);
  return done ? connection_.query_integer("SELECT last_insert_rowid()")
              : tl::unexpected(done.error());
}

Result<void> RunLog::add_cost(std::int64_t run, const NotebookCost& cost) {
  return cost_.run(run, cost.blob, cost.status, cost.size_bytes, cost.seconds, cost.loops);
}

Result<void> RunLog::add_failure(std::int64_t run_number, unsigned attempt, std::string_view blob,
                                 std::string_view outcome, std::string_view message) {
  return run(
      "INSERT OR REPLACE INTO failure (run, attempt, blob, outcome, message) "
      "VALUES (?, ?, ?, ?, ?)",
      run_number, attempt, blob, outcome, message);
}

Result<void> RunLog::add_step(std::int64_t run_number, std::string_view step, double seconds,
                              StepClock clock) {
  return run("INSERT OR REPLACE INTO step_cost (run, step, seconds, clock) VALUES (?, ?, ?, ?)",
             run_number, step, seconds, code_of(clock));
}

Result<void> RunLog::set_totals(std::int64_t run_number, const RunTotals& totals) {
  return run("UPDATE run SET files = ?, contents = ?, content_bytes = ? WHERE run = ?",
             totals.files, totals.contents, totals.content_bytes, run_number);
}

Result<void> RunLog::finish(std::int64_t run_number, const RunEnd& end) {
  return run(
      "UPDATE run SET exit_code = ?, wall_seconds = ?, cpu_seconds = ?, "
      "peak_memory_bytes = ?, retries = ? WHERE run = ?",
      end.exit_code, end.wall_seconds, end.cpu_seconds, end.peak_memory_bytes, end.retries,
      run_number);
}

}  // namespace autopar::study_schema
