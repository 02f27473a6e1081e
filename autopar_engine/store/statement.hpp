#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "autopar/result.hpp"

struct sqlite3_stmt;

namespace autopar::store {

// A value that SQLite keeps as it is, byte for byte, and takes for no text.
struct Bytes {
  std::string_view value;
};

// One prepared SQL statement; finalized when it goes. Values are bound to ?1, ?2, ... in order:
// integers, double, text, Bytes, and optional of these (empty = NULL).
class Statement {
 public:
  // Binds all values, runs to the end and resets; rows are ignored.
  template <class... Values>
  Result<void> run(const Values&... values) {
    reset();
    bind_all(Lifetime::OfCall, values...);
    return run_to_end();
  }

  // Resets, then binds copies; step() then gives the rows.
  template <class... Values>
  void bind(const Values&... values) {
    reset();
    bind_all(Lifetime::Unknown, values...);
  }

  // True if there is a row, false at the end.
  Result<bool> step();
  void reset();

  // Columns of the current row, from 0. text() and bytes() live until the next step or reset; NULL
  // reads as 0 and "".
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string_view text(int column) const&;
  [[nodiscard]] std::string_view bytes(int column) const&;
  [[nodiscard]] bool is_null(int column) const;

 private:
  friend class Connection;
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const noexcept;
  };
  explicit Statement(sqlite3_stmt* handle) : handle_(handle) {}

  // How long a bound text stays where it is: what goes before the statement is run is copied.
  enum class Lifetime : std::uint8_t { OfCall, Unknown };

  template <class... Values>
  void bind_all(Lifetime lifetime, const Values&... values) {
    lifetime_ = lifetime;
    [[maybe_unused]] int position = 0;
    (bind_one(++position, values), ...);
  }

  Result<void> run_to_end();
  void bind_null(int position);
  void bind_integer(int position, std::int64_t value);
  void bind_real(int position, double value);
  void bind_text(int position, std::string_view value);
  void bind_bytes(int position, std::string_view value);

  void bind_one(int position, std::nullopt_t) { bind_null(position); }
  void bind_one(int position, std::integral auto value) {
    bind_integer(position, static_cast<std::int64_t>(value));
  }
  void bind_one(int position, double value) { bind_real(position, value); }
  void bind_one(int position, Bytes value) { bind_bytes(position, value.value); }
  void bind_one(int position, std::string_view value) { bind_text(position, value); }
  void bind_one(int position, const std::string& value) { bind_text(position, value); }
  void bind_one(int position, const char* value) { bind_text(position, value); }
  template <class Value>
  void bind_one(int position, const std::optional<Value>& value) {
    if (value.has_value()) {
      bind_one(position, *value);
    } else {
      bind_null(position);
    }
  }

  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
  Lifetime lifetime_ = Lifetime::Unknown;
};

}  // namespace autopar::store
