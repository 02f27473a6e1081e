#include "cells/rewrite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "autopar/check.hpp"
#include "cells/magics.hpp"
#include "cells/python_repr.hpp"
#include "cells/unicode.hpp"

namespace autopar::cells {
namespace {

struct Call {
  std::string text;
  bool is_unwrapped = false;
};

// The text before and behind the first blank.
std::pair<std::string_view, std::string_view> partition(std::string_view text) {
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) {
    return {text, {}};
  }
  return {text.substr(0, blank), text.substr(blank + 1)};
}

// The last line of those that end in backslash and \n, and the one behind; may be one too far.
std::size_t find_end_of_continuation(const SourceLines& lines, std::size_t start) {
  std::size_t end = start;
  while (end < lines.size() && lines[end].text.ends_with("\\\n")) {
    ++end;
  }
  return end;
}

std::string assemble(const SourceLines& lines, const SpecialSyntax& special, std::size_t end) {
  const std::size_t last = std::min(end, lines.size() - 1);
  std::string assembled;
  for (std::size_t index = special.line; index <= last; ++index) {
    std::string_view part = lines[index].text;
    part.remove_prefix(index == special.line ? special.column_bytes : 0);
    part = strip_right(part);
    if (index < last) {
      part.remove_suffix(part.empty() ? 0 : 1);
    }
    assembled.append(index == special.line ? "" : " ").append(part);
  }
  return assembled;
}

std::string line_magic_call(std::string_view name, std::string_view arguments) {
  return fmt::format("get_ipython().run_line_magic({}, {})", python_repr(name),
                     python_repr(arguments));
}

std::string help_call(std::string_view target, std::string_view escape) {
  if (escape == "??") {
    return line_magic_call("pinfo2", target);
  }
  const bool is_search = target.find('*') != std::string_view::npos;
  return line_magic_call(is_search ? "psearch" : "pinfo", target);
}

Call magic_call(std::string_view content, View view, bool is_assigned, CellFlags& flags) {
  const auto [name, arguments] = partition(content);
  flags.insert(name.starts_with('%') ? CellFlag::MisplacedCellMagic : CellFlag::LineMagic);
  if (is_external_code(name)) {
    flags.insert(CellFlag::ExternalCode);
  }
  const std::string_view statement = statement_of_magic(name, arguments);
  if (view == View::Study && !statement.empty() && (!is_assigned || name == "time")) {
    return {std::string(statement), true};
  }
  return {line_magic_call(name, arguments), false};
}

std::string join(const std::vector<std::string_view>& words, std::string_view separator) {
  return fmt::format("{}", fmt::join(words, separator));
}

std::optional<Call> autocall(char escape, std::string_view content, CellFlags& flags) {
  const auto [name, arguments] = partition(content);
  if (escape == '/' && name.empty()) {
    return std::nullopt;
  }
  flags.insert(CellFlag::Autocall);
  switch (escape) {
    case ',':
      return Call{fmt::format("{}(\"{}\")", name, join(split_words(arguments), "\", \""))};
    case ';':
      return Call{fmt::format("{}(\"{}\")", name, arguments)};
    default:
      return Call{fmt::format("{}({})", name, join(split_words(arguments), ", "))};
  }
}

std::optional<Call> escape_call(std::string_view line, View view, CellFlags& flags) {
  const bool is_double = line.starts_with("!!") || line.starts_with("??");
  const std::string_view content = line.substr(is_double ? 2 : 1);
  switch (line[0]) {
    case '!':
      flags.insert(CellFlag::System);
      return Call{fmt::format("get_ipython().{}({})", is_double ? "getoutput" : "system",
                              python_repr(content))};
    case '?':
      flags.insert(CellFlag::Help);
      return Call{content.empty() ? "get_ipython().show_usage()"
                                  : help_call(content, line.substr(0, is_double ? 2 : 1))};
    case '%':
      return magic_call(content, view, false, flags);
    default:
      return autocall(line[0], content, flags);
  }
}

void replace_lines(SourceLines& lines, std::size_t first, std::size_t last, std::string text,
                   bool is_unwrapped) {
  const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(first);
  begin->text = std::move(text);
  if (is_unwrapped) {
    begin->origin = Origin::LineMagic;
  }
  const auto end = lines.begin() + static_cast<std::ptrdiff_t>(std::min(last + 1, lines.size()));
  lines.erase(begin + 1, end);
}

bool rewrite_command(SourceLines& lines, const SpecialSyntax& special, View view,
                     CellFlags& flags) {
  const std::size_t end = find_end_of_continuation(lines, special.line);
  const std::string command = assemble(lines, special, end);
  AUTOPAR_CHECK(!command.empty(), "a command begins where its token was found");
  std::optional<Call> call;
  if (special.kind == SpecialKind::Escape) {
    call = escape_call(command, view, flags);
  } else if (special.kind == SpecialKind::MagicAssign) {
    call = magic_call(std::string_view(command).substr(1), view, true, flags);
  } else {
    flags.insert(CellFlag::System);
    call = Call{fmt::format("get_ipython().getoutput({})", python_repr(command.substr(1)))};
  }
  if (!call) {
    return false;
  }
  const std::string before = lines[special.line].text.substr(0, special.column_bytes);
  replace_lines(lines, special.line, end, before + call->text + "\n", call->is_unwrapped);
  return true;
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

// The end of [\w*]+ that begins with no digit; from if there is none.
std::size_t skip_help_name(std::string_view text, std::size_t from) {
  std::size_t position = from;
  if (from < text.size() && is_digit(text[from])) {
    return from;
  }
  while (position < text.size()) {
    const CodePoint character = code_point_at(text, position);
    if (character.value != '*' && !is_word(character.value)) {
      break;
    }
    position += character.size_bytes;
  }
  return position;
}

// The end of [n] or [-n]; from if there is none.
std::size_t skip_help_index(std::string_view text, std::size_t from) {
  std::size_t position = from + 1;
  if (position < text.size() && text[position] == '-') {
    ++position;
  }
  const std::size_t end = std::min(text.find_first_not_of("0123456789", position), text.size());
  return end > position && end < text.size() && text[end] == ']' ? end + 1 : from;
}

// The end of the longest help target at a position; from if there is none.
std::size_t skip_help_target(std::string_view text, std::size_t from) {
  std::size_t begin = from;
  while (begin < text.size() && begin < from + 2 && text[begin] == '%') {
    ++begin;
  }
  std::size_t end = skip_help_name(text, begin);
  if (end == begin) {
    return from;
  }
  while (end < text.size() && (text[end] == '.' || text[end] == '[')) {
    const bool is_attribute = text[end] == '.';
    const std::size_t next =
        is_attribute ? skip_help_name(text, end + 1) : skip_help_index(text, end);
    if (next == end || (is_attribute && next == end + 1)) {
      return end;
    }
    end = next;
  }
  return end;
}

struct HelpTarget {
  std::string target;
  std::string escape;
};

// The object in front of the ? or ?? that ends the text: the leftmost place from which the syntax
// of a target reaches that end.
std::optional<HelpTarget> find_help_target(std::string_view content) {
  content.remove_suffix(content.ends_with('\n') ? 1 : 0);
  const std::size_t escape_size = content.ends_with("??") ? 2 : 1;
  if (!content.ends_with('?')) {
    return std::nullopt;
  }
  const std::string_view text = content.substr(0, content.size() - escape_size);
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = skip_help_target(text, from);
    if (end == text.size()) {
      return HelpTarget{std::string(text.substr(from)), std::string(content.substr(text.size()))};
    }
    const CodePoint character = code_point_at(text, from);
    from += character.size_bytes;
  }
  return std::nullopt;
}

bool rewrite_help(SourceLines& lines, const SpecialSyntax& special, CellFlags& flags) {
  std::string piece;
  for (std::size_t index = special.line; index <= special.question_line; ++index) {
    piece += lines[index].text;
  }
  const std::optional<HelpTarget> found =
      find_help_target(std::string_view(piece).substr(special.column_bytes));
  if (!found) {
    return false;
  }
  flags.insert(CellFlag::Help);
  replace_lines(
      lines, special.line, special.question_line,
      piece.substr(0, special.column_bytes) + help_call(found->target, found->escape) + "\n",
      false);
  return true;
}

}  // namespace

bool rewrite_special_syntax(SourceLines& lines, const SpecialSyntax& special, View view,
                            CellFlags& flags) {
  return special.kind == SpecialKind::Help ? rewrite_help(lines, special, flags)
                                           : rewrite_command(lines, special, view, flags);
}

}  // namespace autopar::cells
