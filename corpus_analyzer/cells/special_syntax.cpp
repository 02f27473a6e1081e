#include "cells/special_syntax.hpp"

#include <algorithm>
#include <tuple>

#include "cells/unicode.hpp"

namespace autopar::cells {
namespace {

bool is_indentation(const Token& token) {
  return token.kind == TokenKind::Indent || token.kind == TokenKind::Dedent;
}

bool opens(std::string_view text) { return text == "(" || text == "[" || text == "{"; }
bool closes(std::string_view text) { return text == ")" || text == "]" || text == "}"; }

// The first = outside brackets; the size of the line if there is none.
std::size_t find_assignment(const TokenLine& line) {
  int depth = 0;
  for (std::size_t index = 0; index < line.size(); ++index) {
    const std::string_view text = line[index].text;
    if (text == "=" && depth == 0) {
      return index;
    }
    if (opens(text)) {
      ++depth;
    } else if (closes(text) && depth > 0) {
      --depth;
    }
  }
  return line.size();
}

SpecialSyntax special_at(SpecialKind kind, const Token& token) {
  return {kind, token.line, token.column_bytes, token.line};
}

// Nothing if there is none; raises is set where IPython would read behind the line's end.
std::optional<SpecialSyntax> magic_assignment(const TokenLine& line, bool& raises) {
  const std::size_t assignment = find_assignment(line);
  if (assignment + 1 >= line.size() || line[assignment + 1].text != "%") {
    return std::nullopt;
  }
  if (assignment + 2 >= line.size()) {
    raises = true;
    return std::nullopt;
  }
  if (line[assignment + 2].kind != TokenKind::Name) {
    return std::nullopt;
  }
  return special_at(SpecialKind::MagicAssign, line[assignment + 1]);
}

std::optional<SpecialSyntax> system_assignment(std::span<const std::string_view> lines,
                                               const TokenLine& line) {
  const std::size_t assignment = find_assignment(line);
  if (assignment + 1 >= line.size() || strip(lines[line[assignment].line]).starts_with('=')) {
    return std::nullopt;
  }
  for (std::size_t index = assignment + 1;
       index < line.size() && line[index].kind == TokenKind::Error; ++index) {
    if (line[index].text == "!") {
      return special_at(SpecialKind::SystemAssign, line[index]);
    }
    if (!is_blank(line[index].text)) {
      break;
    }
  }
  return std::nullopt;
}

std::optional<SpecialSyntax> escaped_command(const TokenLine& line) {
  const auto first = std::ranges::find_if_not(line, is_indentation);
  constexpr std::string_view kEscapes = "!?%,;/";
  if (first == line.end() || first->text.size() != 1 ||
      kEscapes.find(first->text[0]) == std::string_view::npos) {
    return std::nullopt;
  }
  return special_at(SpecialKind::Escape, *first);
}

std::optional<SpecialSyntax> help_at_end(const TokenLine& line) {
  if (line.size() <= 2 || line[line.size() - 2].text != "?") {
    return std::nullopt;
  }
  SpecialSyntax help =
      special_at(SpecialKind::Help, *std::ranges::find_if_not(line, is_indentation));
  help.question_line = line[line.size() - 2].line;
  return help;
}

std::tuple<std::size_t, std::size_t, SpecialKind> rank(const SpecialSyntax& special) {
  return {special.line, special.column_bytes, special.kind};
}

}  // namespace

std::optional<std::vector<SpecialSyntax>> find_special_syntax(
    std::span<const std::string_view> lines, std::span<const TokenLine> token_lines) {
  std::optional<SpecialSyntax> magic;
  std::optional<SpecialSyntax> system;
  std::optional<SpecialSyntax> escape;
  std::optional<SpecialSyntax> help;
  bool raises = false;
  for (const TokenLine& line : token_lines) {
    magic = magic || raises ? magic : magic_assignment(line, raises);
    system = system ? system : system_assignment(lines, line);
    escape = escape ? escape : escaped_command(line);
    help = help ? help : help_at_end(line);
  }
  if (raises) {
    return std::nullopt;
  }
  std::vector<SpecialSyntax> found;
  for (const std::optional<SpecialSyntax>& special : {magic, system, escape, help}) {
    if (special) {
      found.push_back(*special);
    }
  }
  std::ranges::sort(found, {}, rank);
  return found;
}

}  // namespace autopar::cells
