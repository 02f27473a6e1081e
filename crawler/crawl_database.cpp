#include "crawler/crawl_database.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

#include "crawler/crawl_sql.hpp"
#include "store/migrate.hpp"
#include "store/statement.hpp"
#include "store/transaction.hpp"

namespace autopar::crawler {
namespace {

constexpr std::string_view kInsertContent =
    "INSERT OR IGNORE INTO content (blob, size_bytes, bytes) VALUES (?, ?, ?)";
constexpr std::string_view kInsertOccurrence =
    "INSERT OR REPLACE INTO occurrence (source, container, path, repeat, repository, commit_name, "
    "status, blob, size_bytes, checkpoint, generation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
    "(SELECT generation FROM source WHERE name = ?1))";
constexpr std::string_view kForgetOccurrences =
    "DELETE FROM occurrence WHERE source = ?1 AND "
    "generation <> (SELECT generation FROM source WHERE name = ?1)";
constexpr std::string_view kFinishSource =
    "UPDATE source SET state = ?2, version = ?3, files = ?4, damaged = ?5, incomplete = ?6, "
    "tries = 0, last_error = NULL, next_try_at = NULL WHERE name = ?1";
constexpr std::string_view kFailSource =
    "UPDATE source SET state = ?2, last_error = ?3, next_try_at = ?4, tries = tries + 1 "
    "WHERE name = ?1";

Result<void> add_file(const std::string& source, const NotebookFile& file,
                      store::Statement& insert_content, store::Statement& insert_occurrence) {
  const bool is_read = file.status == FileStatus::Read;
  if (is_read) {
    const std::optional<store::Bytes> bytes =
        file.bytes ? std::optional(store::Bytes{*file.bytes}) : std::nullopt;
    if (Result<void> done = insert_content.run(file.blob, file.size_bytes, bytes); !done) {
      return done;
    }
  }
  return insert_occurrence.run(source, file.container, file.path, file.repeat, file.repository,
                               file.commit, file.is_missing ? "MISSING_BLOB" : code_of(file.status),
                               is_read ? std::optional(file.blob) : std::nullopt,
                               is_read ? std::optional(file.size_bytes) : std::nullopt,
                               file.is_checkpoint);
}

Result<void> run_statement(store::Connection& connection, std::string_view sql,
                           const auto&... values) {
  Result<store::Statement> statement = connection.prepare(sql);
  return statement ? statement->run(values...) : Result<void>(tl::unexpected(statement.error()));
}

}  // namespace

Result<CrawlDatabase> CrawlDatabase::open(const std::string& path) {
  Result<FileLock> lock = FileLock::acquire(path);
  if (!lock) {
    return tl::unexpected(lock.error());
  }
  Result<store::Connection> connection = store::Connection::open(path);
  if (!connection) {
    return tl::unexpected(connection.error());
  }
  const std::array<std::string_view, 1> steps = {kCrawlSchemaSql};
  const Result<std::int64_t> tables =
      connection->query_integer("SELECT COUNT(*) FROM sqlite_schema");
  const Result<std::int64_t> application = connection->query_integer("PRAGMA application_id");
  if (!tables || !application) {
    return tl::unexpected(!tables ? tables.error() : application.error());
  }
  if (*tables > 0 && *application == 0) {
    return fail(fmt::format("{} is a database of another program", path));
  }
  Result<void> done = connection->execute("PRAGMA synchronous = NORMAL");
  done = done ? store::migrate(*connection, steps) : done;
  if (!done) {
    return tl::unexpected(done.error());
  }
  return CrawlDatabase(std::move(*lock), std::move(*connection));
}

Result<void> CrawlDatabase::run_one(std::string_view sql, const auto&... values) {
  const std::scoped_lock lock(*mutex_);
  return run_statement(connection_, sql, values...);
}

Result<void> CrawlDatabase::list_source(const std::string& name, SourceKind kind) {
  return run_one(
      "INSERT OR IGNORE INTO source (name, kind, state, version, generation, files, damaged, "
      "incomplete, tries) VALUES (?, ?, 'LISTED', '', 0, 0, 0, 0, 0)",
      name, code_of(kind));
}

Result<SourceRow> CrawlDatabase::source(const std::string& name) {
  const std::scoped_lock lock(*mutex_);
  Result<store::Statement> select = connection_.prepare(
      "SELECT kind, state, version, damaged, incomplete, tries, next_try_at FROM source "
      "WHERE name = ?");
  if (!select) {
    return tl::unexpected(select.error());
  }
  select->bind(name);
  const Result<bool> has_row = select->step();
  if (!has_row || !*has_row) {
    return fail(has_row ? fmt::format("{} is not listed", name) : has_row.error().message);
  }
  SourceRow row;
  row.kind = parse_code<SourceKind>(select->text(0)).value_or(SourceKind::Local);
  row.state = parse_code<SourceState>(select->text(1)).value_or(SourceState::Listed);
  row.version = select->text(2);
  row.damaged = static_cast<std::uint64_t>(select->integer(3));
  row.is_complete = select->integer(4) == 0;
  row.tries = static_cast<std::uint64_t>(select->integer(5));
  row.next_try_at = select->is_null(6) ? std::nullopt : std::optional(select->integer(6));
  return row;
}

Result<void> CrawlDatabase::set_state(const std::string& name, SourceState state) {
  return run_one("UPDATE source SET state = ?2 WHERE name = ?1", name, code_of(state));
}

Result<void> CrawlDatabase::begin_source(const std::string& name) {
  return run_one(
      "UPDATE source SET state = 'BLOBS', generation = generation + 1, version = '' "
      "WHERE name = ?",
      name);
}

Result<void> CrawlDatabase::add_files(const std::string& name,
                                      std::span<const NotebookFile> files) {
  const std::scoped_lock lock(*mutex_);
  Result<store::Statement> content = connection_.prepare(kInsertContent);
  Result<store::Statement> occurrence = connection_.prepare(kInsertOccurrence);
  if (!content || !occurrence) {
    return tl::unexpected(!content ? content.error() : occurrence.error());
  }
  Result<store::Transaction> transaction = store::Transaction::begin(connection_);
  if (!transaction) {
    return tl::unexpected(transaction.error());
  }
  for (const NotebookFile& file : files) {
    if (Result<void> done = add_file(name, file, *content, *occurrence); !done) {
      return done;
    }
  }
  return transaction->commit();
}

Result<void> CrawlDatabase::finish_source(const std::string& name, const FinishedSource& finished) {
  const std::scoped_lock lock(*mutex_);
  Result<store::Transaction> transaction = store::Transaction::begin(connection_);
  if (!transaction) {
    return tl::unexpected(transaction.error());
  }
  Result<void> done = run_statement(connection_, kForgetOccurrences, name);
  done = done ? run_statement(connection_, kFinishSource, name, code_of(finished.state),
                              finished.version, finished.files, finished.damaged,
                              !finished.is_complete)
              : done;
  return done ? transaction->commit() : done;
}

Result<void> CrawlDatabase::fail_source(const std::string& name, const FailedTry& failed) {
  return run_one(kFailSource, name, code_of(failed.state), failed.error, failed.next_try_at);
}

Result<void> CrawlDatabase::set_redirection(const std::string& name, const std::string& url) {
  return run_one("UPDATE source SET redirected_to = ?2 WHERE name = ?1", name, url);
}

Result<std::uint64_t> CrawlDatabase::count_lfs_pointers(const std::string& name) {
  const std::scoped_lock lock(*mutex_);
  Result<store::Statement> select = connection_.prepare(
      "SELECT COUNT(*) FROM occurrence AS o JOIN content AS c ON c.blob = o.blob "
      "JOIN source AS s ON s.name = o.source AND s.generation = o.generation "
      "WHERE o.source = ? AND c.size_bytes < 1024 "
      "AND substr(c.bytes, 1, 23) = CAST('version https://git-lfs' AS BLOB)");
  if (!select) {
    return tl::unexpected(select.error());
  }
  select->bind(name);
  const Result<bool> has_row = select->step();
  if (!has_row) {
    return tl::unexpected(has_row.error());
  }
  return static_cast<std::uint64_t>(select->integer(0));
}

std::optional<std::uint64_t> CrawlDatabase::known_size(const std::string& blob) {
  const std::scoped_lock lock(*mutex_);
  Result<store::Statement> select =
      connection_.prepare("SELECT size_bytes FROM content WHERE blob = ?");
  if (!select) {
    return std::nullopt;
  }
  select->bind(blob);
  const Result<bool> has_row = select->step();
  return has_row && *has_row ? std::optional(static_cast<std::uint64_t>(select->integer(0)))
                             : std::nullopt;
}

Result<std::uint64_t> CrawlDatabase::count_contents() {
  const std::scoped_lock lock(*mutex_);
  const Result<std::int64_t> count = connection_.query_integer("SELECT COUNT(*) FROM content");
  if (!count) {
    return tl::unexpected(count.error());
  }
  return static_cast<std::uint64_t>(*count);
}

}  // namespace autopar::crawler
