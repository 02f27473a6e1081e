#include "study_schema/run_log.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "store/connection.hpp"

namespace autopar::study_schema {
namespace {

std::string new_path(const std::string& name) {
  const std::string path = testing::TempDir() + name;
  std::filesystem::remove(path);
  return path;
}

TEST(RunLog, SaysByWhichClockAStepWasMeasured) {
  const std::string path = new_path("autopar_run.db");
  {
    Result<RunLog> log = RunLog::open(path);
    ASSERT_TRUE(log) << log.error().message;
    const std::int64_t run = *log->begin({});
    EXPECT_TRUE(log->add_step(run, "NEAR", 2, StepClock::Wall));
    EXPECT_TRUE(log->add_step(run, "SKETCH", 3, StepClock::Cpu));
  }
  store::Connection found = *store::Connection::open(path);
  EXPECT_EQ(*found.query_integer("PRAGMA user_version"), 2);
  EXPECT_EQ(*found.query_integer("SELECT seconds FROM step_cost WHERE clock = 'WALL'"), 2);
  EXPECT_EQ(*found.query_integer("SELECT seconds FROM step_cost WHERE clock = 'CPU'"), 3);
}

TEST(RunLog, KeepsTheStepsOfVersionOne) {
  const std::string path = new_path("autopar_run_of_version_1.db");
  {
    store::Connection old = *store::Connection::open(path);
    EXPECT_TRUE(old.execute(
        "CREATE TABLE run (run INTEGER PRIMARY KEY); "
        "CREATE TABLE notebook_cost (run INTEGER, blob TEXT, status TEXT, size_bytes INTEGER, "
        "seconds REAL, loops INTEGER); "
        "CREATE TABLE step_cost (run INTEGER NOT NULL REFERENCES run (run), step TEXT NOT NULL, "
        "wall_seconds REAL NOT NULL, PRIMARY KEY (run, step)) WITHOUT ROWID; "
        "INSERT INTO run VALUES (1); "
        "INSERT INTO step_cost VALUES (1, 'SKETCH', 5), (1, 'WRITE', 4); "
        "PRAGMA user_version = 1"));
  }
  {
    const Result<RunLog> log = RunLog::open(path);
    ASSERT_TRUE(log) << log.error().message;
  }
  store::Connection found = *store::Connection::open(path);
  EXPECT_EQ(*found.query_integer("SELECT seconds FROM step_cost WHERE clock = 'WALL'"), 4);
  EXPECT_EQ(*found.query_integer("SELECT seconds FROM step_cost WHERE clock = 'CPU'"), 5);
}

}  // namespace
}  // namespace autopar::study_schema
