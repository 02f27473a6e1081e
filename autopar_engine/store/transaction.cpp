#include "store/transaction.hpp"

#include <utility>

#include "autopar/check.hpp"

namespace autopar::store {

Result<Transaction> Transaction::begin(Connection& connection) {
  const Result<void> begun = connection.execute("BEGIN IMMEDIATE");
  if (!begun) {
    return tl::unexpected(begun.error());
  }
  return Transaction(connection);
}

Transaction::Transaction(Transaction&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)) {}

Transaction::~Transaction() {
  if (connection_ != nullptr) {
    static_cast<void>(connection_->execute("ROLLBACK"));
  }
}

Result<void> Transaction::commit() {
  AUTOPAR_CHECK(connection_ != nullptr, "one commit for a transaction");
  Result<void> committed = connection_->execute("COMMIT");
  if (committed) {
    connection_ = nullptr;
  }
  return committed;
}

}  // namespace autopar::store
