#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace autopar::store {

// A value that SQLite keeps as it is, byte for byte, and takes for no text.
struct Bytes {
  std::string_view value;
};

enum class ValueKind : std::uint8_t { Null, Integer, Real, Text, Bytes };

// What can be bound to a place of a statement: an integer, double, text, Bytes, and optional of
// these (empty = NULL). Texts and bytes are not copied.
struct Value {
  ValueKind kind = ValueKind::Null;
  std::int64_t integer = 0;
  double real = 0;
  std::string_view text;  // of Text and Bytes

  static Value of(std::nullopt_t) { return {}; }
  static Value of(std::integral auto value) {
    return {.kind = ValueKind::Integer, .integer = static_cast<std::int64_t>(value)};
  }
  static Value of(double value) { return {.kind = ValueKind::Real, .real = value}; }
  static Value of(Bytes value) { return {.kind = ValueKind::Bytes, .text = value.value}; }
  static Value of(std::string_view value) { return {.kind = ValueKind::Text, .text = value}; }
  static Value of(const std::string& value) { return of(std::string_view(value)); }
  static Value of(const char* value) { return of(std::string_view(value)); }
  template <class T>
  static Value of(const std::optional<T>& value) {
    return value.has_value() ? of(*value) : Value();
  }
};

}  // namespace autopar::store
