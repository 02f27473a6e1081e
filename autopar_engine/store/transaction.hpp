#pragma once

#include "autopar/result.hpp"
#include "store/connection.hpp"

namespace autopar::store {

// Everything between begin and commit happens or nothing does: rolls back when it goes without
// commit(). The connection must outlive it; transactions do not nest.
class Transaction {
 public:
  static Result<Transaction> begin(Connection& connection);

  Transaction(Transaction&& other) noexcept;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  // After a failed commit the transaction is still open, and rolls back when it goes.
  Result<void> commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}

  Connection* connection_;
};

}  // namespace autopar::store
