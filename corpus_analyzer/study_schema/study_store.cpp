#include "study_schema/study_store.hpp"

#include <array>
#include <optional>
#include <utility>

#include "store/migrate.hpp"
#include "study_schema/sql_text.hpp"

namespace autopar::study_schema {
namespace {

using verdicts::CellRecord;
using verdicts::LoopRecord;
using verdicts::NotebookRecord;

constexpr std::string_view kInsertOccurrence =
    "INSERT INTO occurrence (source, container, path, repeat, repository, status, blob, "
    "size_bytes, checkpoint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertNotebook =
    "INSERT OR REPLACE INTO notebook (blob, analyzer_version, status, flags, size_bytes, "
    "nbformat_declared, nbformat_minor, nbformat_shape, strict_ok, language, language_evidence, "
    "python_version, python_version_evidence, kernel_name, language_version, code_cells, "
    "markdown_cells, raw_cells, other_cells, outputs, output_bytes, code_sha1) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertCell =
    "INSERT INTO cell (blob, cell, execution_count, outputs, lines, bytes, kind, magic, flags, "
    "exact_syntax, study_syntax, study_sha1, loops) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertLoop =
    "INSERT INTO loop (blob, cell, loop, line, end_line, in_exact, context, quality, origin, kind, "
    "has_else, domain, wrappers, countable, trip, step, target, target_names, parent, nest, depth, "
    "height, shape, bounds, inner_comprehensions, verdict, verdict_if_guarded, distance, "
    "float_reduction, stage, guard, reasons, primary_reason, test_runs, pairs) VALUES (?, ?, ?, ?, "
    "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertPairTest =
    "INSERT INTO pair_test (blob, cell, loop, test, applied, independent, dependent, passed_on, "
    "gave_up, pairs_independent, pairs_dependent, pairs_unknown) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

template <class Enum>
std::optional<std::string> code_if(bool applies, Enum value) {
  return applies ? std::optional(code_of(value)) : std::nullopt;
}

std::string_view code_of_shape(verdicts::LoopShape shape) {
  switch (shape) {
    case verdicts::LoopShape::Leaf:
      return "LEAF";
    case verdicts::LoopShape::Perfect:
      return "PERFECT";
    case verdicts::LoopShape::ImperfectOne:
      return "IMPERFECT_1";
    case verdicts::LoopShape::ImperfectMany:
      break;
  }
  return "IMPERFECT_N";
}

std::optional<std::string_view> code_of_syntax(verdicts::Syntax syntax) {
  switch (syntax) {
    case verdicts::Syntax::Clean:
      return "CLEAN";
    case verdicts::Syntax::Damaged:
      return "DAMAGED";
    case verdicts::Syntax::NotParsed:
      break;
  }
  return std::nullopt;
}

std::string code_of_target(const LoopRecord& loop) {
  return loop.kind == loop_ir::LoopKind::While ? "NA" : code_of(loop.domain.target_kind);
}

std::optional<std::string> primary_code(ReasonSet reasons) {
  const std::optional<Reason> primary = primary_reason(reasons);
  return primary ? std::optional(reason_code(*primary)) : std::nullopt;
}

struct TestSums {
  std::uint64_t runs = 0;
  std::uint64_t pairs = 0;
};

TestSums sums_of(const dependence::TestCounters& counters) {
  TestSums sums;
  for (const dependence::PairTest test : all_of<dependence::PairTest>()) {
    sums.runs += counters[test].applied;
    sums.pairs += counters.pairs(test).all();
  }
  return sums;
}

// Runs steps in order until one fails.
template <class... Steps>
Result<void> in_order(const Steps&... steps) {
  Result<void> done;
  static_cast<void>(((done = steps(), done.has_value()) && ...));
  return done;
}

Result<void> set_meta(store::Connection& connection, std::string_view key, std::string_view value) {
  Result<store::Statement> insert =
      connection.prepare("INSERT OR REPLACE INTO study_meta (key, value) VALUES (?, ?)");
  return insert ? insert->run(key, value) : Result<void>(tl::unexpected(insert.error()));
}

Result<void> prepare_database(store::Connection& connection, const StudyVersions& versions) {
  static const std::string first_step = std::string(kSchemaSql) + std::string(kFlowSql);
  const std::array<std::string_view, 2> steps = {first_step, kPairTestsSql};
  return in_order([&] { return connection.execute("PRAGMA synchronous = NORMAL"); },
                  [&] { return store::migrate(connection, steps); },
                  [&] { return set_meta(connection, "analyzer_version", versions.analyzer); },
                  [&] { return set_meta(connection, "taxonomy_version", versions.taxonomy); },
                  [&] { return set_meta(connection, "ipython_version", versions.ipython); });
}

}  // namespace

StudyStore::StudyStore(store::Connection connection, Statements statements, StudyVersions versions)
    : connection_(std::move(connection)), statements_(std::move(statements)), versions_(versions) {}

Result<StudyStore> StudyStore::open(const std::string& path, const StudyVersions& versions) {
  Result<store::Connection> connection = store::Connection::open(path);
  if (!connection) {
    return tl::unexpected(connection.error());
  }
  if (const Result<void> prepared = prepare_database(*connection, versions); !prepared) {
    return tl::unexpected(prepared.error());
  }
  constexpr std::array<std::string_view, 8> kTexts = {kInsertOccurrence,
                                                      kInsertNotebook,
                                                      kInsertCell,
                                                      kInsertLoop,
                                                      kInsertPairTest,
                                                      "DELETE FROM cell WHERE blob = ?",
                                                      "DELETE FROM loop WHERE blob = ?",
                                                      "DELETE FROM pair_test WHERE blob = ?"};
  std::vector<store::Statement> made;
  for (const std::string_view text : kTexts) {
    Result<store::Statement> statement = connection->prepare(text);
    if (!statement) {
      return tl::unexpected(statement.error());
    }
    made.push_back(std::move(*statement));
  }
  return StudyStore(
      std::move(*connection),
      {std::move(made[0]), std::move(made[1]), std::move(made[2]), std::move(made[3]),
       std::move(made[4]), std::move(made[5]), std::move(made[6]), std::move(made[7])},
      versions);
}

Result<std::unordered_set<std::string>> StudyStore::finished_blobs() {
  Result<store::Statement> select =
      connection_.prepare("SELECT blob FROM notebook WHERE analyzer_version = ?");
  if (!select) {
    return tl::unexpected(select.error());
  }
  select->bind(versions_.analyzer);
  std::unordered_set<std::string> blobs;
  Result<bool> has_row = select->step();
  for (; has_row && *has_row; has_row = select->step()) {
    blobs.emplace(select->text(0));
  }
  if (!has_row) {
    return tl::unexpected(has_row.error());
  }
  return blobs;
}

Result<void> StudyStore::begin_source(std::string_view source) {
  for (const std::string_view sql :
       {"DELETE FROM occurrence WHERE source = ?", "DELETE FROM source WHERE name = ?"}) {
    Result<store::Statement> forget = connection_.prepare(sql);
    if (!forget) {
      return tl::unexpected(forget.error());
    }
    if (Result<void> done = forget->run(source); !done) {
      return done;
    }
  }
  return {};
}

Result<void> StudyStore::add_file(std::string_view source, const crawler::NotebookFile& file) {
  const bool is_read = file.status == crawler::FileStatus::Read;
  std::optional<std::string> blob;
  std::optional<std::int64_t> size_bytes;
  if (is_read) {
    blob = file.blob;
    size_bytes = static_cast<std::int64_t>(file.size_bytes);
  }
  return statements_.occurrence.run(source, file.container, file.path, file.repeat, file.repository,
                                    code_of(file.status), blob, size_bytes, file.is_checkpoint);
}

Result<void> StudyStore::add_notebook(std::string_view blob, const NotebookRecord& record) {
  const bool is_ok = record.status == notebook::NotebookStatus::Ok;
  const notebook::NotebookLanguage& language = record.language;
  const auto of_ok = [is_ok](auto value) { return is_ok ? std::optional(value) : std::nullopt; };
  Result<void> done = in_order(
      [&] { return statements_.forget_cells.run(blob); },
      [&] { return statements_.forget_loops.run(blob); },
      [&] { return statements_.forget_pair_tests.run(blob); },
      [&] {
        return statements_.notebook.run(
            blob, versions_.analyzer, code_of(record.status), record.flags.bits(),
            record.size_bytes, record.nbformat_declared, record.nbformat_minor,
            of_ok(record.nbformat_shape), record.strict_ok, of_ok(language.name),
            code_if(is_ok, language.evidence),
            record.is_python() ? std::optional(language.python_version) : std::nullopt,
            code_if(record.is_python(), language.version_evidence), language.kernel_name,
            language.language_version, record.code_cells, record.markdown_cells, record.raw_cells,
            record.other_cells, record.outputs, record.output_bytes, record.code_sha1);
      });
  for (std::size_t index = 0; done && index < record.cells.size(); ++index) {
    done = add_cell(blob, record.cells[index]);
  }
  return done;
}

Result<void> StudyStore::add_cell(std::string_view blob, const CellRecord& cell) {
  Result<void> done = statements_.cell.run(
      blob, cell.position, cell.execution_count, cell.outputs, cell.lines, cell.size_bytes,
      code_of(cell.kind), cell.magic, cell.flags.bits(), code_of_syntax(cell.exact_syntax),
      code_of_syntax(cell.study_syntax), cell.study_sha1, cell.loops.size());
  for (std::uint32_t number = 0; done && number < cell.loops.size(); ++number) {
    done = add_loop(blob, cell.position, number, cell.loops[number]);
  }
  return done;
}

Result<void> StudyStore::add_loop(std::string_view blob, std::uint32_t cell, std::uint32_t number,
                                  const LoopRecord& loop) {
  const bool is_judged = loop.verdict.has_value();
  const TestSums sums = sums_of(loop.tests);
  const std::optional<std::string> guard =
      loop.guard.empty() ? std::nullopt : std::optional(loop.guard);
  const Result<void> done = statements_.loop.run(
      blob, cell, number, loop.line, loop.end_line, loop.is_in_exact_view, code_of(loop.context),
      code_of(loop.quality), code_of(loop.origin), code_of(loop.kind), loop.has_else,
      code_of(loop.domain.kind), loop.domain.wrappers.bits(), code_of(loop.domain.countable),
      loop.domain.trip_count, code_of(loop.domain.step_kind), code_of_target(loop),
      loop.target_names, loop.parent, loop.nest, loop.depth, loop.height, code_of_shape(loop.shape),
      code_of(loop.bounds), loop.inner_comprehensions,
      code_if(is_judged, loop.verdict.value_or(Verdict::Unknown)),
      code_if(loop.verdict_if_guarded.has_value(),
              loop.verdict_if_guarded.value_or(Verdict::Unknown)),
      loop.distance_iterations, loop.is_float_reduction, code_if(is_judged, loop.stage), guard,
      loop.reasons.bits(), primary_code(loop.reasons), sums.runs, sums.pairs);
  return done ? add_pair_tests(blob, cell, number, loop.tests) : done;
}

Result<void> StudyStore::add_pair_tests(std::string_view blob, std::uint32_t cell,
                                        std::uint32_t number,
                                        const dependence::TestCounters& counters) {
  Result<void> done;
  for (const dependence::PairTest test : all_of<dependence::PairTest>()) {
    const dependence::TestCounter& runs = counters[test];
    const dependence::PairCounter& pairs = counters.pairs(test);
    if (done && (runs.applied > 0 || pairs.all() > 0)) {
      done = statements_.pair_test.run(
          blob, cell, number, code_of(test), runs.applied, runs.independent, runs.dependent,
          runs.passed_on(), runs.gave_up, pairs.independent, pairs.dependent, pairs.unknown);
    }
  }
  return done;
}

Result<void> StudyStore::finish_source(std::string_view source,
                                       const crawler::SourceSummary& summary) {
  Result<store::Statement> insert =
      connection_.prepare("INSERT INTO source (name, files, archives_damaged) VALUES (?, ?, ?)");
  return insert ? insert->run(source, summary.files, summary.damaged_archives)
                : Result<void>(tl::unexpected(insert.error()));
}

Result<store::Transaction> StudyStore::begin() { return store::Transaction::begin(connection_); }

Result<void> StudyStore::drop_orphans() {
  return connection_.execute(R"(
    DELETE FROM notebook WHERE blob NOT IN (SELECT blob FROM occurrence WHERE blob IS NOT NULL);
    DELETE FROM cell WHERE blob NOT IN (SELECT blob FROM notebook);
    DELETE FROM loop WHERE blob NOT IN (SELECT blob FROM notebook);
    DELETE FROM pair_test WHERE blob NOT IN (SELECT blob FROM notebook))");
}

Result<std::vector<FlowGap>> StudyStore::flow_gaps() {
  Result<store::Statement> select =
      connection_.prepare("SELECT step, previous, kept, dropped FROM flow_gap ORDER BY position");
  if (!select) {
    return tl::unexpected(select.error());
  }
  std::vector<FlowGap> gaps;
  Result<bool> has_row = select->step();
  for (; has_row && *has_row; has_row = select->step()) {
    gaps.push_back(
        {std::string(select->text(0)), select->integer(1), select->integer(2), select->integer(3)});
  }
  if (!has_row) {
    return tl::unexpected(has_row.error());
  }
  return gaps;
}

Result<void> StudyStore::write_canonical_copy(const std::string& path) {
  // SQLite counts copies in the schema cookie; the count is no content.
  const Result<void> done = connection_.execute("PRAGMA schema_version = 1");
  Result<store::Statement> vacuum = connection_.prepare("VACUUM INTO ?");
  if (!done || !vacuum) {
    return done ? Result<void>(tl::unexpected(vacuum.error())) : done;
  }
  return vacuum->run(path);
}

}  // namespace autopar::study_schema
