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

// Databases of version 1 have another layout, and none of today's is to be taken for one.
constexpr std::string_view kLayoutCheck = "SELECT 1";

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

}  // namespace

Result<Recorder> Recorder::open(const std::string& path, const Environment& environment,
                                const Suite& suite, int threads) {
  auto connection = store::Connection::open(path);
  if (!connection) {
    return tl::unexpected(connection.error());
  }
  if (auto version = connection->query_integer("PRAGMA user_version"); version && *version == 1) {
    return fail(path + " is of an older autopar-bench; name another file with --output");
  }
  const std::array<std::string_view, 2> steps = {kLayoutCheck, kSchemaText};
  if (auto migrated = store::migrate(*connection, steps); !migrated) {
    return tl::unexpected(migrated.error());
  }
  Recorder recorder(std::move(*connection), suite.problems(), threads);
  auto begun = in_transaction(recorder.connection_,
                              [&] { return recorder.begin_run(environment, suite.contenders()); });
  return begun ? Result<Recorder>(std::move(recorder)) : tl::unexpected(begun.error());
}

Result<void> Recorder::begin_run(const Environment& environment,
                                 const std::vector<ContenderFacts>& contenders) {
  auto run_id = insert_row(connection_,
                           "INSERT INTO run (started_at, suite_version, threads) "
                           "VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1, ?2)",
                           AUTOPAR_VERSION, threads_);
  if (!run_id) {
    return tl::unexpected(run_id.error());
  }
  run_id_ = *run_id;
  for (const auto& [key, value] : environment) {
    auto inserted =
        run_once(connection_, "INSERT INTO environment VALUES (?1, ?2, ?3)", run_id_, key, value);
    if (!inserted) {
      return inserted;
    }
  }
  for (std::size_t place = 0; place < contenders.size(); ++place) {
    auto inserted = run_once(connection_, "INSERT INTO contender VALUES (?1, ?2, ?3, ?4)", run_id_,
                             place, contenders[place].name, contenders[place].absent);
    if (!inserted) {
      return inserted;
    }
  }
  return {};
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
                       "INSERT INTO problem (run_id, program, summary, set_name, preset, "
                       "parameters, operations, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                       run_id_, problem->program, problem->summary, problem->set, problem->preset,
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
  if (auto noted = note_footprint(*problem_id, cell.footprint); !noted) {
    return noted;
  }
  const Outcome& outcome = cell.outcome;
  auto cell_id =
      insert_row(connection_,
                 "INSERT INTO cell (problem_id, contender, measurement, asked_threads, status, "
                 "message, device, threads) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                 *problem_id, cell.key.contender, name_of(cell.key.measurement),
                 cell.key.threads == 0 ? threads_ : cell.key.threads, name_of(outcome.status),
                 outcome.message, outcome.ran_on.device, outcome.ran_on.threads);
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

Result<void> Recorder::note_footprint(std::int64_t problem_id, std::int64_t footprint) {
  if (footprint == 0) {
    return {};
  }
  return run_once(connection_, "UPDATE problem SET footprint = ?2 WHERE problem_id = ?1",
                  problem_id, footprint);
}

Result<void> Recorder::note_foreign_load(const CellKey& key, double processors) {
  auto problem_id = add_problem(key);
  if (!problem_id) {
    return tl::unexpected(problem_id.error());
  }
  return run_once(connection_,
                  "UPDATE problem SET foreign_load = max(coalesce(foreign_load, 0), ?2) "
                  "WHERE problem_id = ?1",
                  *problem_id, processors);
}

Result<void> Recorder::add(const Cell& cell, const std::vector<Repetition>& repetitions) {
  return in_transaction(connection_, [&] { return insert(cell, repetitions); });
}

Result<void> Recorder::note_left_out(const std::string& text) {
  return run_once(connection_, "INSERT INTO environment VALUES (?1, 'left_out', ?2)", run_id_,
                  text);
}

Result<void> Recorder::finish() {
  return run_once(connection_,
                  "UPDATE run SET finished_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') "
                  "WHERE run_id = ?1",
                  run_id_);
}

}  // namespace autopar::bench
