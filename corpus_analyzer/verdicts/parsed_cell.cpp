#include "verdicts/parsed_cell.hpp"

#include <algorithm>
#include <utility>

#include "base/sha1.hpp"
#include "cells/magics.hpp"
#include "cells/unicode.hpp"
#include "frontend/damage.hpp"
#include "verdicts/normal_text.hpp"

namespace autopar::verdicts {
namespace {

using syntax::Node;
using syntax::NodeKind;

// The limits that count are those of size; time is far beyond what they allow.
constexpr syntax::ParseLimits kLimits = {
    .size_bytes = std::size_t{1} << 20, .depth = 1000, .nodes = 1'000'000, .time_us = 60'000'000};

// 0777 and 10L.
bool is_python_2_integer(std::string_view text) {
  const bool is_long = text.ends_with('l') || text.ends_with('L');
  const bool is_octal = text.size() > 1 && text[0] == '0' &&
                        text.find_first_not_of("01234567") == std::string_view::npos &&
                        text.find_first_not_of('0') != std::string_view::npos;
  return is_long || is_octal;
}

void add_evidence(Node node, SyntaxEvidence& evidence) {
  switch (node.kind()) {
    case NodeKind::PrintStatement:
    case NodeKind::ExecStatement:
    case NodeKind::Chevron:
      evidence.has_python_2 = true;
      break;
    case NodeKind::Integer:
      evidence.has_python_2 = evidence.has_python_2 || is_python_2_integer(node.text());
      break;
    case NodeKind::ComparisonOperator:
      evidence.has_python_2 = evidence.has_python_2 || node.has_token("<>");
      break;
    case NodeKind::Interpolation:
    case NodeKind::NonlocalStatement:
    case NodeKind::NamedExpression:
    case NodeKind::Await:
    case NodeKind::TypedParameter:
    case NodeKind::KeywordSeparator:
      evidence.has_python_3 = true;
      break;
    default:
      break;
  }
}

bool is_loop(NodeKind kind) {
  switch (kind) {
    case NodeKind::ForStatement:
    case NodeKind::WhileStatement:
    case NodeKind::ForInClause:
      return true;
    default:
      return false;
  }
}

void look_through(const syntax::SyntaxTree& tree, ParsedCell& cell) {
  for (std::uint32_t position = 0; position < tree.node_count(); ++position) {
    const Node node = tree.node_at(position);
    cell.has_loops = cell.has_loops || is_loop(node.kind());
    add_evidence(node, cell.evidence);
  }
}

Syntax syntax_of(const frontend::Damage& damage) {
  return damage.has_error() ? Syntax::Damaged : Syntax::Clean;
}

bool is_single_line(std::string_view text) {
  return cells::strip(text).find('\n') == std::string_view::npos;
}

Result<syntax::SyntaxTree> parse(const std::string& text, const OnText& on_text) {
  if (on_text) {
    on_text(text);
  }
  return syntax::SyntaxTree::parse(text, kLimits);
}

void parse_study(ParsedCell& cell, bool exact_is_same, const OnText& on_text) {
  Result<syntax::SyntaxTree> tree = parse(cell.study->text, on_text);
  if (!tree) {
    cell.record.flags.insert(cells::CellFlag::Budget);
    cell.limit_passed = tree.error().message;
    return;
  }
  cell.tree = std::move(*tree);
  cell.damage.emplace(*cell.tree);
  cell.record.study_syntax = syntax_of(*cell.damage);
  if (exact_is_same) {
    cell.record.exact_syntax = cell.record.study_syntax;
  }
  look_through(*cell.tree, cell);
  if (cell.evidence.has_python_2) {
    cell.record.flags.insert(cells::CellFlag::Python2);
  }
  if (cell.record.study_syntax == Syntax::Damaged && is_single_line(cell.study->text) &&
      cells::begins_with_automagic(cell.study->text)) {
    cell.record.flags.insert(cells::CellFlag::Automagic);
  }
}

// The line without the magic's % begins with its name, perhaps behind an assignment.
std::string name_of_line_magic(std::string_view line) {
  const std::size_t begin = std::min(line.find('%'), line.size() - 1) + 1;
  const std::size_t end = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", begin);
  return std::string(line.substr(begin, end == std::string_view::npos ? end : end - begin));
}

bool is_of_line_magic(const cells::ViewLine& line) {
  return line.origin == cells::Origin::LineMagic;
}

void find_line_magics(std::string_view source, ParsedCell& cell) {
  std::uint32_t number = 1;
  for (std::size_t begin = 0; begin < source.size(); ++number) {
    const std::size_t end = std::min(source.find('\n', begin), source.size());
    const auto is_here = [number](const cells::ViewLine& line) {
      return line.cell_line == number && line.origin == cells::Origin::LineMagic;
    };
    if (end > begin && std::ranges::any_of(cell.study->lines, is_here)) {
      cell.line_magics[number] = name_of_line_magic(source.substr(begin, end - begin));
    }
    begin = end + 1;
  }
}

}  // namespace

ParsedCell parse_cell(const notebook::NotebookCell& cell, std::uint32_t position,
                      cells::CellDialect dialect, const OnText& on_text) {
  cells::CellViews views = cells::make_views(cell.source, dialect);
  ParsedCell parsed;
  CellRecord& record = parsed.record;
  record.position = position;
  record.execution_count = cell.execution_count;
  record.outputs = cell.outputs;
  record.lines = static_cast<std::uint32_t>(std::ranges::count(cell.source, '\n')) +
                 (cell.source.empty() || cell.source.ends_with('\n') ? 0 : 1);
  record.size_bytes = cell.source.size();
  record.kind = views.kind;
  record.magic = std::move(views.magic);
  record.flags = views.flags;
  const bool exact_is_same = views.study && views.study->text == views.exact.text;
  if (!exact_is_same && views.kind != cells::CellKind::Empty) {
    const Result<syntax::SyntaxTree> tree = parse(views.exact.text, on_text);
    record.exact_syntax = tree ? syntax_of(frontend::Damage(*tree)) : Syntax::NotParsed;
  }
  parsed.study = std::move(views.study);
  if (parsed.study) {
    if (std::ranges::any_of(parsed.study->lines, is_of_line_magic)) {
      find_line_magics(cell.source, parsed);
    }
    record.study_sha1 = sha1_of(without_trailing_blanks(parsed.study->text));
    parse_study(parsed, exact_is_same, on_text);
  }
  return parsed;
}

}  // namespace autopar::verdicts
