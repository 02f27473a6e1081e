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

constexpr std::size_t kChunkBytes = std::size_t{64} << 10U;

// A length that takes one byte is below.
constexpr std::size_t kLongText = 255;

// How a value is kept: one of these, and what it says of the value's bytes.
enum class Packed : char {
  Null,
  Byte,     // a small integer
  Integer,  // 8 bytes
  Real,     // 8 bytes
  Text,     // its length in one byte, or kLongText and the length in 8 bytes; then as many
  Bytes     // as Text
};

template <class Number>
void append(std::vector<char>& packed, Number number) {
  const std::size_t end = packed.size();
  packed.resize(end + sizeof(number));
  std::memcpy(&packed[end], &number, sizeof(number));
}

void append_text(std::vector<char>& packed, std::string_view text) {
  append(packed, static_cast<std::uint8_t>(std::min(text.size(), kLongText)));
  if (text.size() >= kLongText) {
    append(packed, text.size());
  }
  packed.insert(packed.end(), text.begin(), text.end());
}

template <class Number>
Number take(const char*& place) {
  Number number{};
  std::memcpy(&number, place, sizeof(number));
  place += sizeof(number);
  return number;
}

std::string_view take_text(const char*& place) {
  const std::size_t first = take<std::uint8_t>(place);
  const std::size_t length = first < kLongText ? first : take<std::size_t>(place);
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

RowBuffer::RowBuffer(Statement insert_row, Statement insert_block, std::size_t columns)
    : insert_row_(std::move(insert_row)),
      insert_block_(std::move(insert_block)),
      columns_(columns) {
  clear();
}

void RowBuffer::clear() {
  chunks_.assign(1, {});
  groups_.clear();
  group_begin_ = 0;
  size_bytes_ = 0;
  rows_ = 0;
}

void RowBuffer::keep(const Value& value) {
  using Small = std::numeric_limits<std::int8_t>;
  std::vector<char>& packed = chunks_.back();
  switch (value.kind) {
    case ValueKind::Null:
      append(packed, Packed::Null);
      break;
    case ValueKind::Integer:
      if (value.integer >= Small::min() && value.integer <= Small::max()) {
        append(packed, Packed::Byte);
        append(packed, static_cast<std::int8_t>(value.integer));
      } else {
        append(packed, Packed::Integer);
        append(packed, value.integer);
      }
      break;
    case ValueKind::Real:
      append(packed, Packed::Real);
      append(packed, value.real);
      break;
    case ValueKind::Text:
      append(packed, Packed::Text);
      append_text(packed, value.text);
      break;
    case ValueKind::Bytes:
      append(packed, Packed::Bytes);
      append_text(packed, value.text);
      break;
  }
}

void RowBuffer::end_group() {
  const std::size_t end = chunks_.back().size();
  groups_.push_back({chunks_.size() - 1, group_begin_, end});
  group_begin_ = end;
  if (end >= kChunkBytes) {
    size_bytes_ += end;
    chunks_.emplace_back();
    group_begin_ = 0;
  }
}

const char* RowBuffer::bind_row(Statement& insert, std::size_t bound_rows, std::string_view key,
                                const char* packed) const {
  auto position = static_cast<int>(bound_rows * columns_);
  insert.bind_place(++position, Value::of(key));
  for (std::size_t column = 1; column < columns_; ++column) {
    insert.bind_place(++position, take_value(packed));
  }
  return packed;
}

Result<void> RowBuffer::write(std::span<const Group> groups) {
  std::size_t rows_left = rows_;
  std::size_t bound_rows = 0;
  bool is_block = false;
  Result<void> done;
  for (const auto& [key, number] : groups) {
    const Place& place = groups_.at(number);
    const char* packed = chunks_[place.chunk].data() + place.begin;
    const char* const end = chunks_[place.chunk].data() + place.end;
    while (done && packed != end) {
      is_block = bound_rows > 0 || rows_left >= kBlockRows;
      Statement& insert = is_block ? insert_block_ : insert_row_;
      packed = bind_row(insert, bound_rows++, key, packed);
      if (bound_rows == (is_block ? kBlockRows : 1)) {
        done = insert.run_bound();
        rows_left -= bound_rows;
        bound_rows = 0;
      }
    }
  }
  insert_row_.release_bound();
  insert_block_.release_bound();
  clear();
  return done;
}

}  // namespace autopar::store
