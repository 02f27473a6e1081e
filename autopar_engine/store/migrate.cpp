#include "store/migrate.hpp"

#include <fmt/format.h>

#include "store/transaction.hpp"

namespace autopar::store {
namespace {

Result<void> run_step(Connection& connection, std::string_view sql, std::size_t new_version) {
  Result<Transaction> transaction = Transaction::begin(connection);
  if (!transaction) {
    return tl::unexpected(transaction.error());
  }
  Result<void> done = connection.execute(sql);
  if (done) {
    done = connection.execute(fmt::format("PRAGMA user_version = {}", new_version));
  }
  return done ? transaction->commit() : done;
}

}  // namespace

Result<void> migrate(Connection& connection, std::span<const std::string_view> steps) {
  const Result<std::int64_t> found = connection.query_integer("PRAGMA user_version");
  if (!found) {
    return tl::unexpected(found.error());
  }
  const auto version = static_cast<std::size_t>(*found);
  if (version > steps.size()) {
    return fail(fmt::format("the database has schema version {}, this program knows up to {}",
                            version, steps.size()));
  }
  for (std::size_t next = version; next < steps.size(); ++next) {
    const Result<void> done = run_step(connection, steps[next], next + 1);
    if (!done) {
      return done;
    }
  }
  return {};
}

}  // namespace autopar::store
