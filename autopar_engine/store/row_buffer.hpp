#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/check.hpp"
#include "autopar/result.hpp"
#include "store/connection.hpp"
#include "store/statement.hpp"

namespace autopar::store {

// Rows of one table, kept in memory until they are written in the order of their keys. Rows whose
// keys come in no order go to another page each; in order, a page is looked for, changed and
// written once. They come in groups that have the first column in common, say all that is known of
// a file.
class RowBuffer {
 public:
  // columns: the names of those that rows have values for, with commas; the first one is text.
  static Result<RowBuffer> open(Connection& connection, std::string_view table,
                                std::string_view columns);

  // The values of a row but for the first column.
  template <class... Values>
  void add(const Values&... values) {
    AUTOPAR_CHECK(sizeof...(values) + 1 == columns_, "a value for every column");
    (keep(Value::of(values)), ...);
    ++rows_;
  }

  // The rows since the last call are a group; there may be none.
  void end_group();

  // A group: the value of its first column, and which one it is, counted from 0.
  struct Group {
    std::string_view key;
    std::size_t number = 0;
  };

  // Writes the groups one after the other and keeps nothing. Within a group the rows are written as
  // they came. If it fails, some rows may be there; a transaction around it has to be rolled back.
  Result<void> write(std::span<const Group> groups);

  [[nodiscard]] std::size_t size_bytes() const { return size_bytes_ + chunks_.back().size(); }

 private:
  // Where the rows of a group are kept.
  struct Place {
    std::size_t chunk = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  RowBuffer(Statement insert_row, Statement insert_block, std::size_t columns);

  void keep(const Value& value);
  void clear();
  // Binds the values of the row at `packed` behind those that are bound and gives what follows it.
  const char* bind_row(Statement& insert, std::size_t bound_rows, std::string_view key,
                       const char* packed) const;

  Statement insert_row_;
  Statement insert_block_;
  std::size_t columns_;
  // Memory that grows by a chunk is not copied as it grows. A group lies in one.
  std::vector<std::vector<char>> chunks_;
  std::vector<Place> groups_;
  std::size_t group_begin_ = 0;
  std::size_t size_bytes_ = 0;  // of the chunks but for the last
  std::size_t rows_ = 0;
};

}  // namespace autopar::store
