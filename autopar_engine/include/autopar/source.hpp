#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace autopar {

// A place in a source text. Lines count from 1, columns from 0 in UTF-8 bytes, as CPython's ast
// counts them; offset_bytes counts from the start of the text.
struct SourcePosition {
  std::uint32_t line = 1;
  std::uint32_t column_bytes = 0;
  std::uint32_t offset_bytes = 0;

  auto operator<=>(const SourcePosition&) const = default;
};

// The half-open range [begin, end) of a source text.
struct SourceRange {
  SourcePosition begin;
  SourcePosition end;

  auto operator<=>(const SourceRange&) const = default;
};

[[nodiscard]] inline bool is_inside(SourceRange inner, SourceRange outer) {
  return inner.begin.offset_bytes >= outer.begin.offset_bytes &&
         inner.end.offset_bytes <= outer.end.offset_bytes;
}

// A text with the name under which messages speak of it (a path, or "<cell 3>").
struct SourceText {
  std::string name;
  std::string text;
};

}  // namespace autopar
