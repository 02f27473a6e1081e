#include "harness/recorder.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "autopar/check.hpp"
#include "schema_text.hpp"
#include "store/migrate.hpp"
#include "store/statement.hpp"
#include "store/transaction.hpp"

namespace autopar::bench {
namespace {

template <class... Values>
Result<void> run_once(store::Connection& connection, std::string_view sql,
                      const Values&... values) {
  auto statement = connection.prepare(sql);
  return statement ? statement->run(values...) : tl::unexpected(statement.error());
}

// The row id of what was inserted.
template <class... Values>
Result<std::int64_t> insert_row(store::Connection& connection, std::string_view sql,
                                const Values&... values) {
  if (auto inserted = run_once(connection, sql, values...); !inserted) {
    return tl::unexpected(inserted.error());
  }
  return connection.query_integer("SELECT last_insert_rowid()");
}

// Runs `work` so that all of it is written or nothing.
template <class Work>
Result<void> in_transaction(store::Connection& connection, Work work) {
  auto transaction = store::Transaction::begin(connection);
  if (!transaction) {
    return tl::unexpected(transaction.error());
  }
  if (auto done = work(); !done) {
    return tl::unexpected(done.error());
  }
  return transaction->commit();
}

Result<std::int64_t> begin_run(store::Connection& connection, const Environment& environment) {
  auto run_id = insert_row(connection,
                           "INSERT INTO run (started_at, suite_version) "
                           "VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1)",
                           AUTOPAR_VERSION);
  for (auto row = environment.begin(); run_id && row != environment.end(); ++row) {
    auto inserted = run_once(connection, "INSERT INTO environment VALUES (?1, ?2, ?3)", *run_id,
                             row->first, row->second);
    if (!inserted) {
      return tl::unexpected(inserted.error());
    }
  }
  return run_id;
}

}  // namespace

Result<Recorder> Recorder::open(const std::string& path, const Environment& environment,
                                std::vector<Problem> problems) {
  auto connection = store::Connection::open(path);
  if (!connection) {
    return tl::unexpected(connection.error());
  }
  const std::array<std::string_view, 1> steps = {kSchemaText};
  if (auto migrated = store::migrate(*connection, steps); !migrated) {
    return tl::unexpected(migrated.error());
  }
  std::int64_t run_id = 0;
  auto begun = in_transaction(*connection, [&]() -> Result<void> {
    auto id = begin_run(*connection, environment);
    run_id = id.value_or(0);
    return id ? Result<void>() : tl::unexpected(id.error());
  });
  if (!begun) {
    return tl::unexpected(begun.error());
  }
  return Recorder(std::move(*connection), std::move(problems), run_id);
}

Result<std::int64_t> Recorder::add_problem(const CellKey& key) {
  const auto place = std::pair(key.program, key.preset);
  if (auto known = problem_ids_.find(place); known != problem_ids_.end()) {
    return known->second;
  }
  const auto problem = std::find_if(problems_.begin(), problems_.end(), [&](const Problem& one) {
    return one.program == key.program && one.preset == key.preset;
  });
  AUTOPAR_CHECK(problem != problems_.end(), "a cell belongs to a problem");
  auto id = insert_row(connection_,
                       "INSERT INTO problem (run_id, program, summary, preset, parameters, "
                       "operations, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                       run_id_, problem->program, problem->summary, problem->preset,
                       problem->parameters, problem->operations, problem->bytes);
  if (id) {
    problem_ids_.emplace(place, *id);
  }
  return id;
}

Result<void> Recorder::insert(const Cell& cell, const std::vector<Repetition>& repetitions) {
  auto problem_id = add_problem(cell.key);
  if (!problem_id) {
    return tl::unexpected(problem_id.error());
  }
  const Outcome& outcome = cell.outcome;
  auto cell_id = insert_row(connection_,
                            "INSERT INTO cell (problem_id, contender, measurement, status, "
                            "message, device, threads) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                            *problem_id, cell.key.contender, name_of(cell.key.measurement),
                            name_of(outcome.status), outcome.message, outcome.ran_on.device,
                            outcome.ran_on.threads);
  if (!cell_id) {
    return tl::unexpected(cell_id.error());
  }
  const std::size_t count = outcome.is_timed() ? repetitions.size() : 0;
  for (std::size_t place = 0; place < count; ++place) {
    auto inserted =
        run_once(connection_, "INSERT INTO repetition VALUES (?1, ?2, ?3, ?4)", *cell_id, place,
                 repetitions[place].calls, repetitions[place].elapsed_ns);
    if (!inserted) {
      return inserted;
    }
  }
  return {};
}

Result<void> Recorder::add(const Cell& cell, const std::vector<Repetition>& repetitions) {
  return in_transaction(connection_, [&] { return insert(cell, repetitions); });
}

Result<void> Recorder::finish() {
  return run_once(connection_,
                  "UPDATE run SET finished_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') "
                  "WHERE run_id = ?1",
                  run_id_);
}

}  // namespace autopar::bench
