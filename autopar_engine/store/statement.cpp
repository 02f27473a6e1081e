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
  Result<void> done = run_bound();
  // They may point to what goes now.
  release_bound();
  return done;
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

void Statement::bind_value(int position, const Value& value) {
  sqlite3_stmt* const handle = handle_.get();
  const auto destructor = lifetime_ == Lifetime::OfCall ? SQLITE_STATIC : SQLITE_TRANSIENT;
  const char* const text = value.text.data() != nullptr ? value.text.data() : "";
  switch (value.kind) {
    case ValueKind::Null:
      return check_bound(sqlite3_bind_null(handle, position));
    case ValueKind::Integer:
      return check_bound(sqlite3_bind_int64(handle, position, value.integer));
    case ValueKind::Real:
      return check_bound(sqlite3_bind_double(handle, position, value.real));
    case ValueKind::Text:
      return check_bound(
          sqlite3_bind_text64(handle, position, text, value.text.size(), destructor, SQLITE_UTF8));
    case ValueKind::Bytes:
      return check_bound(
          sqlite3_bind_blob64(handle, position, text, value.text.size(), destructor));
  }
}

void Statement::bind_place(int position, const Value& value) {
  lifetime_ = Lifetime::OfCall;
  bind_value(position, value);
}

Result<void> Statement::run_bound() {
  Result<bool> has_row = step();
  while (has_row && *has_row) {
    has_row = step();
  }
  reset();
  return has_row ? Result<void>() : tl::unexpected(has_row.error());
}

void Statement::release_bound() { sqlite3_clear_bindings(handle_.get()); }

}  // namespace autopar::store
