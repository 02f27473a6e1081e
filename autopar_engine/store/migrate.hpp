#pragma once

#include <span>
#include <string_view>

#include "autopar/result.hpp"
#include "store/connection.hpp"

namespace autopar::store {

// Brings a database to version steps.size(), kept in SQLite's user_version: runs the steps (SQL
// texts) that it lacks, each in a transaction of its own. Fails, with nothing changed, on a
// database of a later version.
Result<void> migrate(Connection& connection, std::span<const std::string_view> steps);

}  // namespace autopar::store
