#include "cells/plain_lines.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <vector>

namespace autopar::cells {
namespace {

constexpr std::size_t kTabWidth = 8;

// By byte: begins nothing that a scan has to look at.
constexpr std::array<bool, 256> kPassed = [] {
  constexpr std::string_view kLookedAt = "'\"#([{)]}\\?!%";
  std::array<bool, 256> passed{};
  std::fill(passed.begin() + 0x20, passed.end(), true);
  for (const char byte : kLookedAt) {
    passed[static_cast<unsigned char>(byte)] = false;
  }
  passed['\t'] = true;
  passed['\n'] = true;
  return passed;
}();

// Behind the closing quotes; nothing if the string goes on behind the line.
std::optional<std::size_t> end_of_string(std::string_view line, std::size_t from,
                                         std::string_view quotes) {
  for (std::size_t position = from; position < line.size(); ++position) {
    if (line[position] == '\\') {
      ++position;
    } else if (line[position] == quotes[0] &&
               (quotes.size() == 1 || line.substr(position, quotes.size()) == quotes)) {
      return position + quotes.size();
    }
  }
  return std::nullopt;
}

// Follows strings, brackets, continuations and indentation as LineTokenizer does. Gives up on all
// that is rare: unfinished strings, stray brackets, unusual line breaks and control characters.
class PlainScan {
 public:
  bool run(std::span<const std::string_view> lines) {
    return std::ranges::all_of(lines, [this](std::string_view line) { return take_line(line); });
  }

 private:
  bool take_line(std::string_view line) {
    if (!line.ends_with('\n')) {
      return false;
    }
    std::size_t position = 0;
    if (!open_quotes_.empty()) {
      const auto end = end_of_string(line, 0, open_quotes_);
      if (!end) {
        return true;
      }
      open_quotes_ = {};
      position = *end;
    } else {
      position = std::min(line.find_first_not_of(" \t"), line.size());
      if (begins_in_doubt(line, position)) {
        return false;
      }
    }
    is_continued_ = false;
    return take_rest(line, position);
  }

  // What IPython takes for a magic, or a dedent to a column that no line was indented to.
  bool begins_in_doubt(std::string_view line, std::size_t position) {
    constexpr std::string_view kEscapes = "!?%,;/";
    const bool begins_statement = bracket_depth_ == 0 && !is_continued_;
    const char first = line[position];
    const bool is_escape = kEscapes.find(first) != std::string_view::npos;
    if (first == '%' || (is_escape && bracket_depth_ == 0)) {
      return true;
    }
    const bool is_blank_line = first == '#' || first == '\r' || first == '\n';
    return begins_statement && !is_blank_line && !fits_indentation(line.substr(0, position));
  }

  bool fits_indentation(std::string_view blanks) {
    std::size_t column = 0;
    for (const char blank : blanks) {
      column = blank == ' ' ? column + 1 : (column / kTabWidth + 1) * kTabWidth;
    }
    if (column > indents_.back()) {
      indents_.push_back(column);
    }
    while (column < indents_.back()) {
      indents_.pop_back();
    }
    return column == indents_.back();
  }

  bool take_rest(std::string_view line, std::size_t position) {
    while (true) {
      while (position < line.size() && kPassed[static_cast<unsigned char>(line[position])]) {
        ++position;
      }
      if (position >= line.size()) {
        return true;
      }
      const std::optional<std::size_t> next = take(line, position);
      if (!next) {
        return false;
      }
      position = *next;
    }
  }

  // The position behind what begins at this one; nothing where in doubt.
  std::optional<std::size_t> take(std::string_view line, std::size_t position) {
    switch (line[position]) {
      case '\'':
      case '"':
        return take_string(line, position);
      case '#':
        return line.size();
      case '(':
      case '[':
      case '{':
        ++bracket_depth_;
        return position + 1;
      case ')':
      case ']':
      case '}':
        return --bracket_depth_ < 0 ? std::nullopt : std::optional(position + 1);
      case '\\':
        is_continued_ = line.substr(position + 1) == "\n" || line.substr(position + 1) == "\r\n";
        return is_continued_ ? line.size() : position + 1;
      case '?':
        return std::nullopt;
      case '!':
        return line[position + 1] == '=' ? std::optional(position + 2) : std::nullopt;
      case '%':
        return is_behind_assignment(line, position) ? std::nullopt : std::optional(position + 1);
      case '\r':
        return line[position + 1] == '\n' ? std::optional(position + 1) : std::nullopt;
      default:
        return std::nullopt;
    }
  }

  static bool is_behind_assignment(std::string_view line, std::size_t position) {
    const std::size_t before = line.substr(0, position).find_last_not_of(" \t");
    return before == std::string_view::npos || line[before] == '=';
  }

  std::optional<std::size_t> take_string(std::string_view line, std::size_t position) {
    const std::string_view triple = line.substr(position, 3);
    const bool is_triple = triple == "'''" || triple == R"(""")";
    const std::string_view quotes = is_triple ? triple : line.substr(position, 1);
    const auto end = end_of_string(line, position + quotes.size(), quotes);
    if (end || !is_triple) {
      return end;
    }
    open_quotes_ = quotes;
    return line.size();
  }

  std::string_view open_quotes_;  // of a triple-quoted string that goes on
  std::vector<std::size_t> indents_ = {0};
  int bracket_depth_ = 0;
  bool is_continued_ = false;
};

// Lines end at \n and nowhere else.
bool has_usual_bytes(std::string_view text) {
  for (std::size_t position = 0; position < text.size(); ++position) {
    const auto byte = static_cast<unsigned char>(text[position]);
    if (byte >= 0x20 && byte < 0xC2) {
      continue;
    }
    const bool is_control = byte < 0x20 && byte != '\n' && byte != '\t';
    // U+0085, U+2028 and U+2029.
    const std::string_view rest = text.substr(position, 3);
    const bool may_end_line =
        byte >= 0xC2 && (rest.starts_with("\xC2\x85") || rest.starts_with("\xE2\x80\xA8") ||
                         rest.starts_with("\xE2\x80\xA9"));
    if (is_control || may_end_line) {
      return false;
    }
  }
  return true;
}

std::vector<std::string_view> split_at_newlines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

// IPython takes away the blanks of a line that has nothing else.
bool is_blanks_alone(std::string_view line) {
  const std::size_t end = line.find_first_not_of(" \t");
  return end > 0 && end < line.size() && line[end] == '\n';
}

bool may_have_prompt(std::string_view line) {
  return line.find("In [") != std::string_view::npos || line.find("...") != std::string_view::npos;
}

// An ASCII character that is no blank, and begins no cell magic.
bool begins_with_code(std::string_view text) {
  return !text.empty() && text[0] > ' ' && text[0] <= '~' && text[0] != '%';
}

}  // namespace

bool are_certainly_plain(std::span<const std::string_view> lines) { return PlainScan().run(lines); }

bool is_certainly_unchanged(std::string_view text) {
  if (!begins_with_code(text) || !text.ends_with('\n') || !has_usual_bytes(text) ||
      text.find(">>>") != std::string_view::npos) {
    return false;
  }
  const std::vector<std::string_view> lines = split_at_newlines(text);
  const auto first = std::span(lines).first(std::min<std::size_t>(2, lines.size()));
  return std::ranges::none_of(first, may_have_prompt) &&
         std::ranges::none_of(lines, is_blanks_alone) && are_certainly_plain(lines);
}

}  // namespace autopar::cells
