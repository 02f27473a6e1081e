#include "study_schema/study_store.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "study_schema/sql_text.hpp"

namespace autopar::study_schema {
namespace {

store::Connection open_with_schema() {
  store::Connection connection = *store::Connection::open(":memory:");
  EXPECT_TRUE(connection.execute(kSchemaSql));
  EXPECT_TRUE(connection.execute(kFlowSql));
  return connection;
}

template <class Enum>
void expect_dictionary(const std::string& table, const std::string& prefix = "") {
  store::Connection connection = open_with_schema();
  store::Statement select = *connection.prepare("SELECT name FROM " + table + " WHERE bit = ?");
  for (const Enum value : all_of<Enum>()) {
    select.bind(std::int64_t{1} << static_cast<unsigned>(value));
    ASSERT_TRUE(*select.step()) << table << ": " << name_of(value);
    EXPECT_EQ(select.text(0), prefix + code_of(value)) << table;
  }
  EXPECT_EQ(*connection.query_integer("SELECT count(*) FROM " + table),
            static_cast<std::int64_t>(enumerator_count<Enum>()));
}

TEST(StudySchema, NamesTheBitsAsTheProgramDoes) {
  expect_dictionary<notebook::NotebookFlag>("notebook_flag");
  expect_dictionary<cells::CellFlag>("cell_flag");
  expect_dictionary<Reason>("reason", "R_");
  expect_dictionary<verdicts::Control>("control");
  expect_dictionary<verdicts::CallClass>("effect");
}

std::string schema_of(store::Connection& connection, const std::string& table) {
  store::Statement select = *connection.prepare("SELECT sql FROM sqlite_master WHERE name = ?");
  select.bind(table);
  EXPECT_TRUE(*select.step());
  return std::string(select.text(0));
}

template <class Enum>
void expect_allowed(const std::string& table) {
  store::Connection connection = open_with_schema();
  const std::string schema = schema_of(connection, table);
  for (const Enum value : all_of<Enum>()) {
    EXPECT_NE(schema.find("'" + code_of(value) + "'"), std::string::npos)
        << table << ": " << code_of(value);
  }
}

TEST(StudySchema, AllowsEveryCodeThatTheProgramKnows) {
  expect_allowed<crawler::FileStatus>("occurrence");
  expect_allowed<notebook::NotebookStatus>("notebook");
  expect_allowed<notebook::LanguageEvidence>("notebook");
  expect_allowed<notebook::VersionEvidence>("notebook");
  expect_allowed<cells::CellKind>("cell");
  expect_allowed<loop_ir::Context>("loop");
  expect_allowed<loop_ir::Quality>("loop");
  expect_allowed<cells::Origin>("loop");
  expect_allowed<loop_ir::LoopKind>("loop");
  expect_allowed<loop_ir::DomainKind>("loop");
  expect_allowed<loop_ir::Countable>("loop");
  expect_allowed<loop_ir::StepKind>("loop");
  expect_allowed<loop_ir::TargetKind>("loop");
  expect_allowed<verdicts::LoopBounds>("loop");
  expect_allowed<Verdict>("loop");
  expect_allowed<Stage>("loop");
  expect_allowed<verdicts::OrderEvidence>("notebook");
  expect_allowed<verdicts::ReceiverRole>("call");
  expect_allowed<verdicts::ReferenceBase>("memory_reference");
  expect_allowed<verdicts::ReferenceMode>("memory_reference");
  expect_allowed<verdicts::ReferenceForm>("memory_reference");
  expect_allowed<dependence::ScalarClass>("scalar_flow");
  expect_allowed<dependence::PairClass>("pair");
  expect_allowed<dependence::DependenceKind>("pair");
}

TEST(StudySchema, NamesTheTestsAsTheProgramDoes) {
  store::Connection connection = open_with_schema();
  store::Statement select = *connection.prepare("SELECT count(*) FROM test WHERE name = ?");
  for (const dependence::PairTest test : all_of<dependence::PairTest>()) {
    select.bind(code_of(test));
    ASSERT_TRUE(*select.step());
    EXPECT_EQ(select.integer(0), 1) << name_of(test);
  }
  EXPECT_EQ(*connection.query_integer("SELECT count(*) FROM test"),
            static_cast<std::int64_t>(enumerator_count<dependence::PairTest>()));
}

// A row short or too many at every step that can have a gap, beside rows that are dropped there.
constexpr std::string_view kRowsWithGaps = R"(
  PRAGMA ignore_check_constraints = 1;
  INSERT INTO source VALUES ('corpus', 9, 0), ('other', 4, 1);
  INSERT INTO occurrence (source, container, path, repeat, repository, status, blob, checkpoint)
    VALUES ('corpus', '', '1', 0, '', 'READ', 'a', 0), ('corpus', '', '2', 0, '', 'READ', 'a', 0),
      ('corpus', '', '3', 0, '', 'READ', 'a', 0), ('corpus', '', '4', 0, '', 'READ', 'b', 0),
      ('corpus', '', '5', 0, '', 'SYMLINK', NULL, 0);
  INSERT INTO notebook (blob, analyzer_version, status, flags, size_bytes, strict_ok, language,
      code_cells, markdown_cells, raw_cells, other_cells, outputs, output_bytes, code_tokens)
    VALUES ('a', '1', 'OK', 0, 0, 0, 'python', 7, 0, 0, 0, 0, 0, 5),
      ('b', '1', 'OK', 0, 0, 0, 'r', 3, 0, 0, 0, 0, 0, 0),
      ('c', '1', 'EMPTY', 0, 0, 0, NULL, 0, 0, 0, 0, 0, 0, NULL),
      ('d', '1', 'OK', 0, 0, 0, 'python', 0, 0, 0, 0, 0, 0, 6),
      ('e', '1', 'CRASH', 0, 0, 0, 'python', -1, 0, 0, 0, 0, 0, 7),
      ('f', '1', 'OK', 0, 0, 0, NULL, 1, 0, 0, 0, 0, 0, NULL),
      ('g', '1', 'OK', 0, 0, 0, NULL, 0, 0, 0, 0, 0, 0, NULL);
  INSERT INTO notebook_sketch VALUES ('a', x'00');
  INSERT INTO cell (blob, cell, outputs, lines, bytes, kind, flags, loops)
    VALUES ('a', 0, 0, 0, 0, 'PYTHON', 0, 2), ('a', 1, 0, 0, 0, 'PYTHON_MAGIC', 0, 0),
      ('a', 2, 0, 0, 0, 'OPAQUE', 0, 0), ('a', 3, 0, 0, 0, 'PYTHON', 4096, 0),
      ('a', 4, 0, 0, 0, 'PYTHON', 0, -1);
  INSERT INTO loop (blob, cell, loop, line, column_bytes, end_line, in_exact, context, quality,
      origin, kind, has_else, domain, wrappers, index_vars, countable, step, target, nest, depth,
      height, shape, bounds, inner_comprehensions, control, call_classes, verdict, reasons,
      loop_sha1, calls, memory_references, scalar_flows, pairs, test_runs)
    VALUES ('a', 0, 0, 1, 0, 1, 1, '', 'CLEAN', '', '', 0, '', 0, 0, '', '', '', 0, 1, 1, '', '',
        0, 0, 0, 'SEQ', 0, '', 3, 4, 5, 60, 70),
      ('a', 0, 1, 1, 0, 1, 1, '', 'DAMAGED', '', '', 0, '', 0, 0, '', '', '', 0, 1, 1, '', '',
        0, 0, 0, NULL, 0, '', 1, 2, 3, 4, 5),
      ('a', 0, 2, 1, 0, 1, 1, '', 'CLEAN', '', '', 0, '', 0, 0, '', '', '', 0, 1, 1, '', '',
        0, 0, 0, 'SEQ', 0, '', 0, 0, 0, 0, 0);
  INSERT INTO call VALUES ('a', 0, 0, '', 'PURE', 'NA', 0, 1);
  INSERT INTO memory_reference VALUES ('a', 0, 0, 0, 0, '', '', '', '', 0);
  INSERT INTO scalar_flow (blob, cell, loop, position, place, flow)
    VALUES ('a', 0, 0, 0, '', ''), ('a', 0, 0, 1, '', '');
  INSERT INTO pair_test VALUES ('a', 0, 0, 'NAME', 10, 1, 2, 3, 4, 5, 6, 7);
  INSERT INTO pair VALUES ('a', 0, 0, '', '', '', '', '', 8), ('a', 0, 0, '', '', '', '', '*', 9))";

TEST(StudySchema, FindsTheGapsThatTheViewShows) {
  const std::string path = testing::TempDir() + "autopar_study_with_gaps.db";
  std::filesystem::remove(path);
  Result<StudyStore> store = StudyStore::open(path, {"1", "1", "1"});
  ASSERT_TRUE(store) << store.error().message;
  EXPECT_TRUE(store->flow_gaps()->empty());
  store::Connection other = *store::Connection::open(path);
  const Result<void> filled = other.execute(kRowsWithGaps);
  ASSERT_TRUE(filled) << filled.error().message;
  const auto gaps = store->flow_gaps();
  ASSERT_TRUE(gaps) << gaps.error().message;
  auto view =
      *other.prepare("SELECT step, previous, kept, dropped FROM flow_gap ORDER BY position");
  for (const FlowGap& gap : *gaps) {
    ASSERT_TRUE(*view.step()) << gap.step;
    EXPECT_EQ(gap.step, view.text(0));
    EXPECT_EQ(gap.previous, view.integer(1)) << gap.step;
    EXPECT_EQ(gap.kept, view.integer(2)) << gap.step;
    EXPECT_EQ(gap.dropped, view.integer(3)) << gap.step;
  }
  EXPECT_FALSE(*view.step());
  std::vector<std::string> steps;
  for (const FlowGap& gap : *gaps) {
    steps.push_back(gap.step);
  }
  EXPECT_EQ(steps, (std::vector<std::string>{"listed", "unique", "python", "with code", "cells",
                                             "cells with loops", "loops", "test runs",
                                             "pairs decided", "pairs by class", "calls",
                                             "memory references", "scalar flows", "sketches"}));
}

// Names of every kind and order, one of them met before with other rows.
TEST(StudyStore, WritesWhatWasAddedInPlaceOfWhatIsThere) {
  const std::string path = testing::TempDir() + "autopar_study_of_two_commits.db";
  std::filesystem::remove(path);
  Result<StudyStore> store = StudyStore::open(path, {"1", "1", "1"});
  ASSERT_TRUE(store) << store.error().message;
  store::Connection other = *store::Connection::open(path);
  verdicts::NotebookRecord record;
  record.status = notebook::NotebookStatus::Ok;
  record.cells.resize(20);
  for (std::uint32_t position = 0; position < record.cells.size(); ++position) {
    record.cells[position].position = position;
    record.cells[position].loops.resize(1);
    record.cells[position].loops[0].line = position + 1;
  }
  const auto commit_all = [&](const std::vector<std::string>& blobs) {
    Result<store::Transaction> transaction = store->begin();
    ASSERT_TRUE(transaction);
    for (const std::string& blob : blobs) {
      store->add_notebook(blob, record);
    }
    EXPECT_GT(store->kept_bytes(), 0u);
    EXPECT_EQ(*other.query_integer("SELECT count(*) FROM cell WHERE blob = 'new'"), 0);
    const Result<void> done = store->commit(*transaction);
    ASSERT_TRUE(done) << done.error().message;
    EXPECT_EQ(store->kept_bytes(), 0u);
  };
  commit_all({"c", "a", "b"});
  record.cells.resize(3);
  commit_all({"new", "b"});
  auto counts = *other.prepare(
      "SELECT blob, count(*), sum(line), (SELECT count(*) FROM cell WHERE cell.blob = loop.blob) "
      "FROM loop GROUP BY blob ORDER BY blob");
  std::string found;
  while (*counts.step()) {
    found += std::string(counts.text(0)) + ":" + std::to_string(counts.integer(1)) + "," +
             std::to_string(counts.integer(2)) + "," + std::to_string(counts.integer(3)) + " ";
  }
  EXPECT_EQ(found, "a:20,210,20 b:3,6,3 c:20,210,20 new:3,6,3 ");
  EXPECT_EQ(*other.query_integer("SELECT count(*) FROM notebook"), 4);
}

// Its results are of another analyzer version anyway.
TEST(StudySchema, MakesADatabaseOfAnOlderVersionAnew) {
  const std::string path = testing::TempDir() + "autopar_study_of_version_2.db";
  std::filesystem::remove(path);
  {
    store::Connection old = *store::Connection::open(path);
    EXPECT_TRUE(
        old.execute("CREATE TABLE source (name TEXT PRIMARY KEY, files INTEGER) WITHOUT ROWID; "
                    "CREATE TABLE loop (blob TEXT PRIMARY KEY) WITHOUT ROWID; "
                    "CREATE TABLE test (position INTEGER PRIMARY KEY); "
                    "CREATE TABLE pair_test (test TEXT REFERENCES test (position)); "
                    "CREATE VIEW count_loops AS SELECT count(*) AS n FROM loop; "
                    "CREATE VIEW flow_gap AS SELECT n FROM count_loops; "
                    "INSERT INTO source VALUES ('corpus', 0); PRAGMA user_version = 2"));
  }
  Result<StudyStore> store = StudyStore::open(path, {"1", "1", "1"});
  ASSERT_TRUE(store) << store.error().message;
  EXPECT_TRUE(store->flow_gaps()->empty());
  store::Connection renewed = *store::Connection::open(path);
  EXPECT_EQ(*renewed.query_integer("PRAGMA user_version"), 3);
  EXPECT_EQ(*renewed.query_integer("SELECT count(*) FROM source"), 0);
}

}  // namespace
}  // namespace autopar::study_schema
