#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>

#include "store/connection.hpp"
#include "store/migrate.hpp"
#include "store/row_buffer.hpp"
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

// More rows than a statement takes at once, not a multiple of it.
TEST(RowBuffer, WritesGroupsAsTheyAreNamed) {
  Connection connection = open_in_memory();
  ASSERT_TRUE(connection.execute("CREATE TABLE t (blob TEXT, n, i, r, s, b)"));
  Result<RowBuffer> rows = RowBuffer::open(connection, "t", "blob, n, i, r, s, b");
  ASSERT_TRUE(rows) << rows.error().message;
  const std::array<std::int64_t, 5> integers = {127, 128, -128, -129, INT64_MIN};
  for (int group = 0; group < 4; ++group) {
    for (int row = 0; row < group * 3; ++row) {
      const std::string text(static_cast<std::size_t>(row), 'x');
      rows->add(group, integers.at(static_cast<std::size_t>(row) % integers.size()), row + 0.5,
                text, Bytes{text});
    }
    rows->end_group();
  }
  EXPECT_GT(rows->size_bytes(), 0u);
  ASSERT_TRUE(
      rows->write(std::array<RowBuffer::Group, 4>{{{"3", 3}, {"0", 0}, {"1", 1}, {"2", 2}}}));
  EXPECT_EQ(rows->size_bytes(), 0u);
  Result<Statement> select = connection.prepare(
      "SELECT blob, n, i, r, s, b, typeof(i) || typeof(r) || typeof(s) || typeof(b) FROM t");
  for (const int group : {3, 1, 2}) {
    for (int row = 0; row < group * 3; ++row) {
      ASSERT_TRUE(*select->step());
      EXPECT_EQ(select->text(0), std::to_string(group));
      EXPECT_EQ(select->integer(1), group);
      EXPECT_EQ(select->integer(2), integers.at(static_cast<std::size_t>(row) % integers.size()));
      EXPECT_EQ(select->real(3), row + 0.5);
      EXPECT_EQ(select->text(4), std::string(static_cast<std::size_t>(row), 'x'));
      EXPECT_EQ(select->bytes(5), select->text(4));
      EXPECT_EQ(select->text(6), "integerrealtextblob");
    }
  }
  EXPECT_FALSE(*select->step());
}

TEST(RowBuffer, SaysThatARowCannotBeWrittenAndKeepsNone) {
  Connection connection = open_in_memory();
  ASSERT_TRUE(connection.execute("CREATE TABLE t (blob TEXT, i PRIMARY KEY) WITHOUT ROWID"));
  Result<RowBuffer> rows = RowBuffer::open(connection, "t", "blob, i");
  ASSERT_TRUE(rows) << rows.error().message;
  const std::array<RowBuffer::Group, 1> group = {{{"a", 0}}};
  rows->add(1);
  rows->add(1);
  rows->end_group();
  EXPECT_FALSE(rows->write(group));
  rows->add(std::optional<int>());
  rows->end_group();
  EXPECT_FALSE(rows->write(group));
  rows->add(2);
  rows->end_group();
  EXPECT_TRUE(rows->write(group));
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
