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

// Of a source that says it holds two files, and a sketch without a notebook.
TEST(StudySchema, FindsTheGapsThatTheViewShows) {
  const std::string path = testing::TempDir() + "autopar_study_with_gaps.db";
  std::filesystem::remove(path);
  Result<StudyStore> store = StudyStore::open(path, {"1", "1", "1"});
  ASSERT_TRUE(store) << store.error().message;
  store::Connection other = *store::Connection::open(path);
  ASSERT_TRUE(
      other.execute("INSERT INTO source VALUES ('corpus', 2, 0); "
                    "INSERT INTO notebook_sketch VALUES ('0', x'00')"));
  const auto gaps = store->flow_gaps();
  ASSERT_TRUE(gaps) << gaps.error().message;
  auto view =
      *other.prepare("SELECT step, previous, kept, dropped FROM flow_gap ORDER BY position");
  for (const FlowGap& gap : *gaps) {
    ASSERT_TRUE(*view.step());
    EXPECT_EQ(gap.step, view.text(0));
    EXPECT_EQ(gap.previous, view.integer(1));
    EXPECT_EQ(gap.kept, view.integer(2));
    EXPECT_EQ(gap.dropped, view.integer(3));
  }
  EXPECT_FALSE(*view.step());
  ASSERT_EQ(gaps->size(), 2u);
  EXPECT_EQ(gaps->front().step, "listed");
  EXPECT_EQ(gaps->back().step, "sketches");
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
