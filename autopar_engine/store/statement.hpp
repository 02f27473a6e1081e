#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "autopar/result.hpp"
#include "store/value.hpp"

struct sqlite3_stmt;

namespace autopar::store {

// One prepared SQL statement; finalized when it goes. Values (store/value.hpp) are bound to ?1, ?2,
// ... in order.
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

  // For many rows that stay where they are: binds one value to ?position, whose text must live
  // until release_bound(), and runs with what is bound, which stays bound.
  void bind_place(int position, const Value& value);
  Result<void> run_bound();
  void release_bound();

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
    (bind_value(++position, Value::of(values)), ...);
  }

  Result<void> run_to_end();
  void bind_value(int position, const Value& value);

  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
  Lifetime lifetime_ = Lifetime::Unknown;
};

}  // namespace autopar::store
