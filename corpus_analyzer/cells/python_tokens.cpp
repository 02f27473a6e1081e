#include "cells/python_tokens.hpp"

#include <algorithm>

#include "cells/python_lexemes.hpp"
#include "cells/unicode.hpp"

namespace autopar::cells {
namespace {

constexpr std::size_t kTabWidth = 8;

bool is_blank_character(char character) {
  return character == ' ' || character == '\t' || character == '\f';
}

// A form feed begins the line anew.
std::size_t column_behind(char blank, std::size_t column) {
  if (blank == ' ') {
    return column + 1;
  }
  return blank == '\t' ? (column / kTabWidth + 1) * kTabWidth : 0;
}

bool ends_in_continuation(std::string_view line) {
  return line.ends_with("\\\n") || line.ends_with("\\\r\n");
}

// One pass over the lines, with the state that goes from line to line.
class LineTokenizer {
 public:
  explicit LineTokenizer(std::span<const std::string_view> lines) : lines_(lines) {}

  std::optional<std::vector<TokenLine>> run() {
    for (line_number_ = 0; line_number_ < lines_.size(); ++line_number_) {
      line_ = lines_[line_number_];
      if (!tokenize_line()) {
        return std::nullopt;
      }
      if (is_finished_) {
        break;
      }
    }
    finish();
    if (groups_.back().empty()) {
      groups_.pop_back();
    }
    return std::move(groups_);
  }

 private:
  bool tokenize_line() {
    std::size_t position = 0;
    if (!open_quotes_.empty()) {
      const std::optional<std::size_t> end = continue_string();
      if (!end) {
        return true;
      }
      position = *end;
    } else if (bracket_depth_ == 0 && !is_continued_) {
      const std::optional<std::size_t> begin = begin_statement();
      if (!begin) {
        return !has_bad_dedent_;
      }
      position = *begin;
    }
    is_continued_ = false;
    while (position < line_.size()) {
      position = take_token(position);
    }
    return true;
  }

  // Behind the end of the open string; nothing if the line is used up.
  std::optional<std::size_t> continue_string() {
    const std::size_t end = find_string_end(line_, 0, open_quotes_);
    if (end != std::string_view::npos) {
      push({TokenKind::String, open_text_, open_line_, open_column_});
      open_quotes_ = {};
      return end;
    }
    if (open_quotes_.size() == 1 && !ends_in_continuation(line_)) {
      push({TokenKind::Error, open_text_, open_line_, open_column_});
      open_quotes_ = {};
    }
    return std::nullopt;
  }

  // Measures the indentation. Nothing if the line is used up: blank, a comment, or a bad dedent.
  std::optional<std::size_t> begin_statement() {
    std::size_t column = 0;
    std::size_t position = 0;
    for (; position < line_.size() && is_blank_character(line_[position]); ++position) {
      column = column_behind(line_[position], column);
    }
    if (position == line_.size()) {
      is_finished_ = true;
      return std::nullopt;
    }
    const char first = line_[position];
    if (first == '#' || first == '\r' || first == '\n') {
      take_blank_line(position);
      return std::nullopt;
    }
    if (column > indents_.back()) {
      indents_.push_back(column);
      push({TokenKind::Indent, line_.substr(0, position), line_number_, 0});
    }
    if (!dedent_to(column, position)) {
      has_bad_dedent_ = true;
      return std::nullopt;
    }
    return position;
  }

  bool dedent_to(std::size_t column, std::size_t position) {
    while (column < indents_.back()) {
      if (std::ranges::find(indents_, column) == indents_.end()) {
        return false;
      }
      indents_.pop_back();
      push({TokenKind::Dedent, {}, line_number_, position});
    }
    return true;
  }

  void take_blank_line(std::size_t position) {
    if (line_[position] == '#') {
      const std::string_view rest = line_.substr(position);
      const std::size_t size = rest.find_last_not_of("\r\n") + 1;
      push({TokenKind::Comment, rest.substr(0, size), line_number_, position});
      position += size;
    }
    push({TokenKind::BlankLine, line_.substr(position), line_number_, position});
  }

  // Takes the token behind blanks at a position; gives the position behind it.
  std::size_t take_token(std::size_t position) {
    std::size_t begin = position;
    while (begin < line_.size() && is_blank_character(line_[begin])) {
      ++begin;
    }
    if (begin == line_.size()) {
      return begin;
    }
    const std::string_view rest = line_.substr(begin);
    if (begins_ascii_name(rest[0]) && string_prefix_size(rest) == std::string_view::npos) {
      return take(TokenKind::Name, begin, name_size(rest));
    }
    if (rest[0] == '\\' && line_break_size(rest.substr(1)) > 0) {
      is_continued_ = true;
      return begin + 1 + line_break_size(rest.substr(1));
    }
    if (rest[0] == '#') {
      return take(TokenKind::Comment, begin, std::min(rest.find_first_of("\r\n"), rest.size()));
    }
    if (const std::size_t end = take_triple_quoted(begin); end > 0) {
      return end;
    }
    if (const std::size_t size = number_size(rest); size > 0) {
      return take(TokenKind::Number, begin, size);
    }
    if (const std::size_t size = line_break_size(rest); size > 0) {
      return take(bracket_depth_ > 0 ? TokenKind::BlankLine : TokenKind::Newline, begin, size);
    }
    if (const std::size_t size = operator_size(rest); size > 0) {
      return take_operator(begin, size);
    }
    if (const std::size_t end = take_single_quoted(begin); end > 0) {
      return end;
    }
    if (const std::size_t size = name_size(rest); size > 0) {
      return take(TokenKind::Name, begin, size);
    }
    return take(TokenKind::Error, position, code_point_at(line_, position).size_bytes);
  }

  std::size_t take(TokenKind kind, std::size_t begin, std::size_t size) {
    push({kind, line_.substr(begin, size), line_number_, begin});
    return begin + size;
  }

  std::size_t take_operator(std::size_t begin, std::size_t size) {
    const char first = line_[begin];
    if (first == '(' || first == '[' || first == '{') {
      ++bracket_depth_;
    } else if (first == ')' || first == ']' || first == '}') {
      --bracket_depth_;
    }
    return take(TokenKind::Operator, begin, size);
  }

  // 0 if no such string begins here.
  std::size_t take_triple_quoted(std::size_t begin) {
    const std::string_view rest = line_.substr(begin);
    const std::size_t prefix = string_prefix_size(rest);
    if (prefix == std::string_view::npos) {
      return 0;
    }
    const std::string_view quotes = rest.substr(prefix, 3);
    if (quotes != "'''" && quotes != R"(""")") {
      return 0;
    }
    const std::size_t end = find_string_end(line_, begin + prefix + 3, quotes);
    return end == std::string_view::npos ? open_string(begin, quotes)
                                         : take(TokenKind::String, begin, end - begin);
  }

  // 0 if no such string begins here, or it is not closed on a line that goes on.
  std::size_t take_single_quoted(std::size_t begin) {
    const std::string_view rest = line_.substr(begin);
    const std::size_t prefix = string_prefix_size(rest);
    if (prefix == std::string_view::npos) {
      return 0;
    }
    const std::string_view line_text = rest.substr(0, rest.find('\n'));
    const std::size_t end = find_string_end(line_text, prefix + 1, rest.substr(prefix, 1));
    if (end != std::string_view::npos) {
      return take(TokenKind::String, begin, end);
    }
    return continues_behind(line_text, prefix + 1) ? open_string(begin, rest.substr(prefix, 1)) : 0;
  }

  // Does the line end in a backslash that no other backslash escapes?
  static bool continues_behind(std::string_view text, std::size_t from) {
    std::size_t position = from;
    while (position < text.size()) {
      if (text[position] != '\\') {
        ++position;
        continue;
      }
      if (position + 1 == text.size() || text.substr(position + 1) == "\r") {
        return true;
      }
      position += 2;
    }
    return false;
  }

  std::size_t open_string(std::size_t begin, std::string_view quotes) {
    open_quotes_ = quotes;
    open_text_ = line_.substr(begin);
    open_line_ = line_number_;
    open_column_ = begin;
    return line_.size();
  }

  // IPython groups by its own count of brackets, which does not fall below zero.
  void push(const Token& token) {
    groups_.back().push_back(token);
    if (token.kind == TokenKind::Newline ||
        (token.kind == TokenKind::BlankLine && group_depth_ == 0)) {
      groups_.emplace_back();
    } else if (token.kind == TokenKind::Operator && token.text.size() == 1) {
      const char character = token.text[0];
      if (character == '(' || character == '[' || character == '{') {
        ++group_depth_;
      } else if ((character == ')' || character == ']' || character == '}') && group_depth_ > 0) {
        --group_depth_;
      }
    }
  }

  void finish() {
    if (!open_quotes_.empty() || (!is_finished_ && (bracket_depth_ != 0 || is_continued_))) {
      return;
    }
    push_missing_line_break(is_finished_ ? line_number_ : lines_.size());
    for (std::size_t count = indents_.size(); count > 1; --count) {
      push({TokenKind::Dedent, {}, lines_.size(), 0});
    }
    push({TokenKind::End, {}, lines_.size(), 0});
  }

  // For the last of the first `count` lines.
  void push_missing_line_break(std::size_t count) {
    const std::string_view last = count == 0 ? std::string_view() : lines_[count - 1];
    if (!last.empty() && !last.ends_with('\n') && !last.ends_with('\r') &&
        !strip(last).starts_with('#')) {
      push({TokenKind::Newline, {}, count - 1, last.size()});
    }
  }

  std::span<const std::string_view> lines_;
  std::string_view line_;
  std::size_t line_number_ = 0;
  std::vector<std::size_t> indents_ = {0};
  int bracket_depth_ = 0;
  bool is_continued_ = false;
  bool has_bad_dedent_ = false;
  bool is_finished_ = false;  // CPython's module stops at a line of nothing but blanks
  std::string_view open_quotes_;
  std::string_view open_text_;
  std::size_t open_line_ = 0;
  std::size_t open_column_ = 0;
  std::vector<TokenLine> groups_ = {TokenLine()};
  int group_depth_ = 0;
};

}  // namespace

std::optional<std::vector<TokenLine>> tokenize_lines(std::span<const std::string_view> lines) {
  return LineTokenizer(lines).run();
}

}  // namespace autopar::cells
