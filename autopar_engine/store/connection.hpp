#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "autopar/result.hpp"
#include "store/statement.hpp"

struct sqlite3;

namespace autopar::store {

enum class OpenMode { ReadOnly, ReadWriteCreate };

// One open SQLite database; closed when it goes. Moves, does not copy. Used by one thread at a
// time. Statements and transactions made from it must go before it.
class Connection {
 public:
  // path ":memory:" gives a database of its own that is gone at the end. Waits up to 5 s for
  // another process's lock before an operation fails.
  static Result<Connection> open(const std::string& path,
                                 OpenMode mode = OpenMode::ReadWriteCreate);

  // Runs one or several SQL statements and ignores their rows.
  Result<void> execute(std::string_view sql);

  Result<Statement> prepare(std::string_view sql);

  // The first column of the first row; fails if there is none.
  Result<std::int64_t> query_integer(std::string_view sql);

 private:
  struct Close {
    void operator()(sqlite3* database) const noexcept;
  };
  explicit Connection(sqlite3* database) : database_(database) {}

  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace autopar::store
