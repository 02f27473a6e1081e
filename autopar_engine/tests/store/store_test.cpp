#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>

#include "store/connection.hpp"
#include "store/migrate.hpp"
#include "store/transaction.hpp"

namespace autopar::store {
namespace {

Connection open_in_memory() { return *Connection::open(":memory:"); }

TEST(Store, GivesBackWhatWasBound) {
  Connection connection = open_in_memory();
  ASSERT_TRUE(connection.execute("CREATE TABLE t (i, r, s, n)"));
  Result<Statement> insert = connection.prepare("INSERT INTO t VALUES (?, ?, ?, ?)");
  ASSERT_TRUE(insert);
  ASSERT_TRUE(insert->run(-7, 0.5, std::string("a\0b", 3), std::optional<int>()));
  Result<Statement> select = connection.prepare("SELECT i, r, s, n FROM t WHERE i = ?");
  ASSERT_TRUE(select);
  select->bind(-7);
  ASSERT_TRUE(*select->step());
  EXPECT_EQ(select->integer(0), -7);
  EXPECT_EQ(select->real(1), 0.5);
  EXPECT_EQ(select->text(2), std::string("a\0b", 3));
  EXPECT_TRUE(select->is_null(3));
  EXPECT_FALSE(*select->step());
}

TEST(Store, KeepsBytesThatAreNoText) {
  Connection connection = open_in_memory();
  Result<Statement> select = connection.prepare("SELECT ?1, typeof(?1), ?2 IS NULL");
  const std::string value("a\0\xFF", 3);
  select->bind(Bytes{value}, Bytes{});
  ASSERT_TRUE(*select->step());
  EXPECT_EQ(select->bytes(0), value);
  EXPECT_EQ(select->text(1), "blob");
  EXPECT_EQ(select->integer(2), 0);
}

TEST(Store, AnEmptyTextIsNotNull) {
  Connection connection = open_in_memory();
  Result<Statement> select = connection.prepare("SELECT ? IS NULL");
  select->bind(std::string_view());
  ASSERT_TRUE(*select->step());
  EXPECT_EQ(select->integer(0), 0);
}

TEST(Store, RollsBackWithoutCommitAndKeepsWithIt) {
  Connection connection = open_in_memory();
  ASSERT_TRUE(connection.execute("CREATE TABLE t (i)"));
  {
    const Result<Transaction> dropped = Transaction::begin(connection);
    ASSERT_TRUE(dropped);
    ASSERT_TRUE(connection.execute("INSERT INTO t VALUES (1)"));
  }
  EXPECT_EQ(*connection.query_integer("SELECT count(*) FROM t"), 0);
  {
    Result<Transaction> kept = Transaction::begin(connection);
    ASSERT_TRUE(connection.execute("INSERT INTO t VALUES (1)"));
    ASSERT_TRUE(kept->commit());
  }
  EXPECT_EQ(*connection.query_integer("SELECT count(*) FROM t"), 1);
}

TEST(Store, MigratesOnlyWhatIsMissingAndRefusesALaterVersion) {
  Connection connection = open_in_memory();
  constexpr std::array<std::string_view, 2> steps = {"CREATE TABLE a (i)", "CREATE TABLE b (i)"};
  ASSERT_TRUE(migrate(connection, std::span(steps).first(1)));
  ASSERT_TRUE(migrate(connection, steps));
  ASSERT_TRUE(migrate(connection, steps));
  EXPECT_EQ(*connection.query_integer("PRAGMA user_version"), 2);
  EXPECT_FALSE(migrate(connection, std::span(steps).first(1)));
}

TEST(Store, AFailedMigrationLeavesTheFormerVersion) {
  Connection connection = open_in_memory();
  constexpr std::array<std::string_view, 1> steps = {"CREATE TABLE a (i); SELECT nonsense"};
  EXPECT_FALSE(migrate(connection, steps));
  EXPECT_EQ(*connection.query_integer("PRAGMA user_version"), 0);
  EXPECT_EQ(*connection.query_integer("SELECT count(*) FROM sqlite_master"), 0);
}

TEST(Store, FailuresNameTheirCause) {
  EXPECT_NE(Connection::open("/nonexistent/study.db").error().message.find("study.db"),
            std::string::npos);
  Connection connection = open_in_memory();
  EXPECT_NE(connection.execute("SELECT * FROM missing").error().message.find("missing"),
            std::string::npos);
}

}  // namespace
}  // namespace autopar::store
