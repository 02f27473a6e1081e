#include "verdicts/normal_text.hpp"

#include <algorithm>

#include "cells/unicode.hpp"

namespace autopar::verdicts {
namespace {

template <class OnLine>
void for_each_line(std::string_view text, OnLine on_line) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    on_line(cells::strip_right(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::string without_trailing_blanks(std::string_view text) {
  std::string normal;
  normal.reserve(text.size() + 1);
  for_each_line(text, [&normal](std::string_view line) { normal.append(line).append("\n"); });
  const std::size_t last = normal.find_last_not_of('\n');
  normal.resize(last == std::string::npos ? 0 : last + 1);
  return normal;
}

std::string without_blank_lines(std::string_view text) {
  std::string normal;
  normal.reserve(text.size() + 1);
  for_each_line(text, [&normal](std::string_view line) {
    if (!line.empty()) {
      normal.append(line).append("\n");
    }
  });
  return normal;
}

}  // namespace autopar::verdicts
