#include "store/statement.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include "autopar/check.hpp"

namespace autopar::store {
namespace {

void check_bound(int code) { AUTOPAR_CHECK(code == SQLITE_OK, "a place for every bound value"); }

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* handle) const noexcept {
  sqlite3_finalize(handle);
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) {
    return true;
  }
  if (code == SQLITE_DONE) {
    return false;
  }
  return fail(fmt::format("database: {}", sqlite3_errmsg(sqlite3_db_handle(handle_.get()))));
}

void Statement::reset() { sqlite3_reset(handle_.get()); }

Result<void> Statement::run_to_end() {
  Result<bool> has_row = step();
  while (has_row && *has_row) {
    has_row = step();
  }
  reset();
  // They may point to what goes now.
  sqlite3_clear_bindings(handle_.get());
  if (!has_row) {
    return tl::unexpected(has_row.error());
  }
  return {};
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

double Statement::real(int column) const { return sqlite3_column_double(handle_.get(), column); }

std::string_view Statement::text(int column) const& {
  const unsigned char* bytes = sqlite3_column_text(handle_.get(), column);
  if (bytes == nullptr) {
    return {};
  }
  return {reinterpret_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

std::string_view Statement::bytes(int column) const& {
  const void* bytes = sqlite3_column_blob(handle_.get(), column);
  if (bytes == nullptr) {
    return {};
  }
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column))};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

void Statement::bind_null(int position) { check_bound(sqlite3_bind_null(handle_.get(), position)); }

void Statement::bind_integer(int position, std::int64_t value) {
  check_bound(sqlite3_bind_int64(handle_.get(), position, value));
}

void Statement::bind_real(int position, double value) {
  check_bound(sqlite3_bind_double(handle_.get(), position, value));
}

void Statement::bind_text(int position, std::string_view value) {
  const auto destructor = lifetime_ == Lifetime::OfCall ? SQLITE_STATIC : SQLITE_TRANSIENT;
  check_bound(sqlite3_bind_text64(handle_.get(), position, value.data() ? value.data() : "",
                                  value.size(), destructor, SQLITE_UTF8));
}

void Statement::bind_bytes(int position, std::string_view value) {
  const auto destructor = lifetime_ == Lifetime::OfCall ? SQLITE_STATIC : SQLITE_TRANSIENT;
  check_bound(sqlite3_bind_blob64(handle_.get(), position, value.data() ? value.data() : "",
                                  value.size(), destructor));
}

}  // namespace autopar::store
