#include "driver/shown_text.hpp"

#include <algorithm>
#include <utility>

namespace autopar::driver {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return lines;
}

ShownText::ShownText(const std::string& shown, std::string_view parsed,
                     std::vector<std::uint32_t> line_numbers)
    : lines_(lines_of(shown)),
      parsed_lines_(lines_of(parsed)),
      line_numbers_(std::move(line_numbers)) {}

std::uint32_t ShownText::line_number(std::uint32_t parsed_line) const {
  return line_numbers_.empty()
             ? parsed_line
             : line_numbers_[std::min<std::size_t>(parsed_line, line_numbers_.size()) - 1];
}

SourcePosition ShownText::position(const SourcePosition& parsed) const {
  SourcePosition place{line_number(parsed.line), parsed.column_bytes, parsed.offset_bytes};
  if (place.line > lines_.size() || parsed.line > parsed_lines_.size()) {
    return place;
  }
  const std::string& line = lines_[place.line - 1];
  const std::string& parsed_line = parsed_lines_[parsed.line - 1];
  if (line == parsed_line || parsed.column_bytes > parsed_line.size()) {
    return place;
  }
  const std::size_t found = line.find(parsed_line.substr(parsed.column_bytes));
  const std::size_t first = line.find_first_not_of(" \t");
  const std::size_t column = found != line.npos ? found : first != line.npos ? first : 0;
  place.column_bytes = static_cast<std::uint32_t>(column);
  return place;
}

}  // namespace autopar::driver
