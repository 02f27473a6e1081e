#include "store/connection.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace autopar::store {
namespace {

constexpr int kBusyTimeoutMilliseconds = 5000;

int open_flags(OpenMode mode) {
  const int access = mode == OpenMode::ReadOnly ? SQLITE_OPEN_READONLY
                                                : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  // One thread at a time: SQLite need not lock.
  return access | SQLITE_OPEN_NOMUTEX;
}

}  // namespace

void Connection::Close::operator()(sqlite3* database) const noexcept { sqlite3_close(database); }

Result<Connection> Connection::open(const std::string& path, OpenMode mode) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &database, open_flags(mode), nullptr);
  Connection connection(database);
  if (code != SQLITE_OK) {
    return fail(fmt::format("can't open the database {}: {}", path, sqlite3_errstr(code)));
  }
  sqlite3_busy_timeout(database, kBusyTimeoutMilliseconds);
  return connection;
}

Result<void> Connection::execute(std::string_view sql) {
  const std::string text(sql);
  if (sqlite3_exec(database_.get(), text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    return fail(fmt::format("database: {}", sqlite3_errmsg(database_.get())));
  }
  return {};
}

Result<Statement> Connection::prepare(std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v2(database_.get(), sql.data(), static_cast<int>(sql.size()),
                                      &handle, nullptr);
  if (code != SQLITE_OK) {
    return fail(fmt::format("database: {}", sqlite3_errmsg(database_.get())));
  }
  return Statement(handle);
}

Result<std::int64_t> Connection::query_integer(std::string_view sql) {
  Result<Statement> statement = prepare(sql);
  if (!statement) {
    return tl::unexpected(statement.error());
  }
  const Result<bool> has_row = statement->step();
  if (!has_row) {
    return tl::unexpected(has_row.error());
  }
  if (!*has_row) {
    return fail(fmt::format("database: no row for {}", sql));
  }
  return statement->integer(0);
}

}  // namespace autopar::store
