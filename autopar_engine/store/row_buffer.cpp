#include "store/row_buffer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>

namespace autopar::store {
namespace {

// Rows of one statement: to begin and end one costs as much as to write a short row.
constexpr std::size_t kBlockRows = 8;

// How a value is kept: one of these, and what it says of the value's bytes.
enum class Packed : char {
  Null,
  Byte,     // a small integer
  Integer,  // 8 bytes
  Real,     // 8 bytes
  Text,     // its length in 8 bytes, and as many
  Bytes     // as Text
};

template <class Number>
void append(std::vector<char>& packed, Packed kind, Number number) {
  const std::size_t end = packed.size();
  packed.resize(end + 1 + sizeof(number));
  packed[end] = static_cast<char>(kind);
  std::memcpy(&packed[end + 1], &number, sizeof(number));
}

template <class Number>
Number take(const char*& place) {
  Number number{};
  std::memcpy(&number, place, sizeof(number));
  place += sizeof(number);
  return number;
}

std::string_view take_text(const char*& place) {
  const auto length = take<std::size_t>(place);
  const std::string_view text(place, length);
  place += length;
  return text;
}

Value take_value(const char*& place) {
  switch (static_cast<Packed>(*place++)) {
    case Packed::Null:
      break;
    case Packed::Byte:
      return Value::of(take<std::int8_t>(place));
    case Packed::Integer:
      return Value::of(take<std::int64_t>(place));
    case Packed::Real:
      return Value::of(take<double>(place));
    case Packed::Text:
      return Value::of(take_text(place));
    case Packed::Bytes:
      return Value::of(Bytes{take_text(place)});
  }
  return {};
}

// OR FAIL: SQLite need not be able to take back the rows of a statement that fails.
std::string insert_text(std::string_view table, std::string_view columns, std::size_t column_count,
                        std::size_t rows) {
  std::string places = "(?";
  for (std::size_t column = 1; column < column_count; ++column) {
    places += ", ?";
  }
  places += ")";
  std::string text = fmt::format("INSERT OR FAIL INTO {} ({}) VALUES {}", table, columns, places);
  for (std::size_t row = 1; row < rows; ++row) {
    text += ", " + places;
  }
  return text;
}

}  // namespace

Result<RowBuffer> RowBuffer::open(Connection& connection, std::string_view table,
                                  std::string_view columns) {
  const auto column_count = static_cast<std::size_t>(std::ranges::count(columns, ',')) + 1;
  Result<Statement> row = connection.prepare(insert_text(table, columns, column_count, 1));
  Result<Statement> block =
      connection.prepare(insert_text(table, columns, column_count, kBlockRows));
  if (!row || !block) {
    return tl::unexpected(row ? block.error() : row.error());
  }
  return RowBuffer(std::move(*row), std::move(*block), column_count);
}

void RowBuffer::keep(const Value& value) {
  using Small = std::numeric_limits<std::int8_t>;
  switch (value.kind) {
    case ValueKind::Null:
      packed_.push_back(static_cast<char>(Packed::Null));
      return;
    case ValueKind::Integer:
      if (value.integer >= Small::min() && value.integer <= Small::max()) {
        return append(packed_, Packed::Byte, static_cast<std::int8_t>(value.integer));
      }
      return append(packed_, Packed::Integer, value.integer);
    case ValueKind::Real:
      return append(packed_, Packed::Real, value.real);
    case ValueKind::Text:
    case ValueKind::Bytes:
      append(packed_, value.kind == ValueKind::Text ? Packed::Text : Packed::Bytes,
             value.text.size());
      packed_.insert(packed_.end(), value.text.begin(), value.text.end());
      return;
  }
}

void RowBuffer::end_group() { group_ends_.push_back(packed_.size()); }

const char* RowBuffer::bind_row(Statement& insert, std::size_t bound_rows, std::string_view key,
                                const char* place) const {
  auto position = static_cast<int>(bound_rows * columns_);
  insert.bind_place(++position, Value::of(key));
  for (std::size_t column = 1; column < columns_; ++column) {
    insert.bind_place(++position, take_value(place));
  }
  return place;
}

Result<void> RowBuffer::write(std::span<const Group> groups) {
  std::size_t rows_left = rows_;
  std::size_t bound_rows = 0;
  bool is_block = false;
  Result<void> done;
  for (const auto& [key, number] : groups) {
    const char* place = packed_.data() + (number == 0 ? 0 : group_ends_.at(number - 1));
    const char* const end = packed_.data() + group_ends_.at(number);
    while (done && place != end) {
      is_block = bound_rows > 0 || rows_left >= kBlockRows;
      Statement& insert = is_block ? insert_block_ : insert_row_;
      place = bind_row(insert, bound_rows++, key, place);
      if (bound_rows == (is_block ? kBlockRows : 1)) {
        done = insert.run_bound();
        rows_left -= bound_rows;
        bound_rows = 0;
      }
    }
  }
  insert_row_.release_bound();
  insert_block_.release_bound();
  packed_ = {};
  group_ends_.clear();
  rows_ = 0;
  return done;
}

}  // namespace autopar::store
