#include "cells/cell_views.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cells/cleanup.hpp"
#include "cells/magics.hpp"
#include "cells/plain_lines.hpp"
#include "cells/python_repr.hpp"
#include "cells/python_tokens.hpp"
#include "cells/rewrite.hpp"
#include "cells/special_syntax.hpp"
#include "cells/unicode.hpp"

namespace autopar::cells {
namespace {

constexpr int kRewriteLimit = 500;  // IPython's own
constexpr std::size_t kWorkLimitBytes = std::size_t{16} << 20;
constexpr int kMagicDepthLimit = 8;

struct CellMagic {
  std::string name;
  std::string arguments;
};

SourceLines to_lines(std::string_view source) {
  std::string text(source);
  if (!text.ends_with('\n')) {
    text.push_back('\n');
  }
  SourceLines lines;
  std::uint32_t cell_line = 1;
  for (const std::string_view line : split_lines(text)) {
    lines.push_back({std::string(line), cell_line, Origin::Cell});
    cell_line += line.ends_with('\n') ? 1 : 0;
  }
  return lines;
}

CellText to_text(const SourceLines& lines) {
  CellText view;
  bool begins_line = true;
  for (const SourceLine& line : lines) {
    if (begins_line) {
      view.lines.push_back({line.cell_line, line.origin});
    }
    view.text += line.text;
    begins_line = line.text.ends_with('\n');
  }
  return view;
}

// %%name? asks for help and is no cell magic.
bool asks_for_help(std::string_view line) {
  std::size_t position = 2;
  while (position < line.size() && is_word(code_point_at(line, position).value)) {
    position += code_point_at(line, position).size_bytes;
  }
  return position > 2 && position < line.size() && line[position] == '?';
}

std::optional<CellMagic> find_cell_magic(const SourceLines& lines, CellDialect dialect) {
  const std::string_view first = lines.empty() ? std::string_view() : lines.front().text;
  const bool is_double = first.starts_with("%%");
  if (!first.starts_with('%') || (is_double && asks_for_help(first))) {
    return std::nullopt;
  }
  const std::string_view rest = strip_right(first.substr(is_double ? 2 : 1));
  const std::size_t blank = std::min(rest.find(' '), rest.size());
  const std::string_view name = rest.substr(0, blank);
  if (!is_double && !(dialect.is_databricks && is_databricks_cell_magic(name))) {
    return std::nullopt;
  }
  return CellMagic{std::string(name), std::string(rest.substr(std::min(blank + 1, rest.size())))};
}

// Makes one view of one cell; the state is what both steps of it may use up.
class Transformer {
 public:
  Transformer(View view, CellDialect dialect, CellViews& cell)
      : view_(view), dialect_(dialect), cell_(cell) {}

  // The lines of the view; nothing if the text is no Python.
  std::optional<SourceLines> transform(SourceLines lines, int depth) {
    clean_up(lines);
    const CellDialect dialect = view_ == View::Study ? dialect_ : CellDialect{};
    if (const std::optional<CellMagic> magic = find_cell_magic(lines, dialect)) {
      is_plain_ = false;
      return transform_cell_magic(std::move(lines), *magic, depth);
    }
    rewrite_all(lines);
    return lines;
  }

  [[nodiscard]] bool has_failed() const { return has_failed_; }
  // The text has no magic and nothing else that IPython turns into Python.
  [[nodiscard]] bool is_plain() const { return is_plain_ && !has_failed_; }

 private:
  void clean_up(SourceLines& lines) {
    drop_leading_blank_lines(lines);
    remove_common_indent(lines);
    if (view_ == View::Study && !begins_with_comment(lines) && remove_indent_of_first_line(lines)) {
      cell_.flags.insert(CellFlag::LenientIndent);
    }
    const bool has_doctest = strip_doctest_prompts(lines);
    if (strip_ipython_prompts(lines) || has_doctest) {
      cell_.flags.insert(CellFlag::Prompt);
    }
  }

  std::optional<SourceLines> transform_cell_magic(SourceLines lines, const CellMagic& magic,
                                                  int depth) {
    if (view_ == View::Exact) {
      return SourceLines{call_of_cell_magic(lines, magic)};
    }
    const MagicClass magic_class = classify_cell_magic(magic.name);
    if (depth == 0) {
      cell_.magic = magic.name;
      cell_.kind = kind_of(magic_class);
    }
    if (magic_class == MagicClass::RunsPythonApart) {
      cell_.flags.insert(CellFlag::Subprocess);
      lines.front().text = "\n";
      set_origin(lines);
      return lines;
    }
    if (magic_class != MagicClass::RunsPython || depth == kMagicDepthLimit) {
      return std::nullopt;
    }
    return unwrap(std::move(lines), magic, depth);
  }

  static SourceLine call_of_cell_magic(const SourceLines& lines, const CellMagic& magic) {
    std::string body;
    for (std::size_t index = 1; index < lines.size(); ++index) {
      body += lines[index].text;
    }
    return {fmt::format("get_ipython().run_cell_magic({}, {}, {})\n", python_repr(magic.name),
                        python_repr(magic.arguments), python_repr(body)),
            lines.front().cell_line, Origin::CellMagic};
  }

  static CellKind kind_of(MagicClass magic_class) {
    switch (magic_class) {
      case MagicClass::RunsPython:
      case MagicClass::RunsPythonApart:
        return CellKind::PythonMagic;
      case MagicClass::Cython:
        return CellKind::Cython;
      case MagicClass::Opaque:
        return CellKind::Opaque;
      case MagicClass::Unknown:
        break;
    }
    return CellKind::OpaqueUnknown;
  }

  // The statement on the magic's own line, then its body as IPython runs it.
  std::optional<SourceLines> unwrap(SourceLines lines, const CellMagic& magic, int depth) {
    SourceLine first = lines.front();
    lines.erase(lines.begin());
    const bool runs_own_line = magic.name != "time" || lines.empty();
    const std::string_view statement =
        runs_own_line ? statement_of_magic(magic.name, magic.arguments) : std::string_view();
    first.text = std::string(statement) + "\n";
    first.origin = Origin::CellMagic;
    std::optional<SourceLines> body = transform(std::move(lines), depth + 1);
    if (body) {
      set_origin(*body);
      body->insert(body->begin(), std::move(first));
    }
    return body;
  }

  // Python does not ask how far a comment is indented.
  static bool begins_with_comment(const SourceLines& lines) {
    return !lines.empty() && strip(lines.front().text).starts_with('#');
  }

  static void set_origin(SourceLines& lines) {
    for (SourceLine& line : lines) {
      line.origin = line.origin == Origin::Cell ? Origin::CellMagic : line.origin;
    }
  }

  void rewrite_all(SourceLines& lines) {
    for (int count = 0; count < kRewriteLimit; ++count) {
      const std::optional<bool> is_changed = rewrite_first(lines);
      if (is_changed && !*is_changed) {
        is_plain_ = is_plain_ && count == 0;
        return;
      }
      if (!is_changed) {
        break;
      }
    }
    has_failed_ = true;
  }

  // False if there is nothing to rewrite; nothing if IPython raises.
  std::optional<bool> rewrite_first(SourceLines& lines) {
    std::vector<std::string_view> views;
    views.reserve(lines.size());
    for (const SourceLine& line : lines) {
      views.emplace_back(line.text);
      work_bytes_ += line.text.size();
    }
    if (work_bytes_ > kWorkLimitBytes) {
      cell_.flags.insert(CellFlag::Budget);
      return std::nullopt;
    }
    if (are_certainly_plain(views)) {
      return false;
    }
    const std::optional<std::vector<TokenLine>> token_lines = tokenize_lines(views);
    if (!token_lines) {
      return std::nullopt;
    }
    const std::optional<std::vector<SpecialSyntax>> found =
        find_special_syntax(views, *token_lines);
    if (!found) {
      return std::nullopt;
    }
    return std::ranges::any_of(*found, [&](const SpecialSyntax& special) {
      return rewrite_special_syntax(lines, special, view_, cell_.flags);
    });
  }

  View view_;
  CellDialect dialect_;
  CellViews& cell_;
  std::size_t work_bytes_ = 0;
  bool has_failed_ = false;
  bool is_plain_ = true;
};

// Both views are the same where the older IPython has no indentation to take away either.
bool is_same_in_study(const Transformer& exact, const std::optional<SourceLines>& lines,
                      CellDialect dialect) {
  const std::string_view first =
      lines && !lines->empty() ? std::string_view(lines->front().text) : std::string_view();
  return exact.is_plain() && !dialect.is_databricks && !first.empty() && !first.starts_with(' ') &&
         !first.starts_with('\t');
}

// Most cells: both views are the text itself, with a line break at its end.
std::optional<CellViews> views_of_plain_cell(std::string_view source, CellDialect dialect) {
  std::string text(source);
  if (!text.ends_with('\n')) {
    text.push_back('\n');
  }
  if (dialect.is_databricks || text.size() > kWorkLimitBytes || !is_certainly_unchanged(text)) {
    return std::nullopt;
  }
  CellViews cell;
  cell.kind = CellKind::Python;
  const auto count = static_cast<std::uint32_t>(std::ranges::count(text, '\n'));
  cell.exact.lines.reserve(count);
  for (std::uint32_t line = 1; line <= count; ++line) {
    cell.exact.lines.push_back({line, Origin::Cell});
  }
  cell.exact.text = std::move(text);
  cell.study = cell.exact;
  return cell;
}

}  // namespace

CellViews make_views(std::string_view source, CellDialect dialect) {
  if (std::optional<CellViews> plain = views_of_plain_cell(source, dialect)) {
    return std::move(*plain);
  }
  CellViews cell;
  const SourceLines lines = to_lines(source);
  Transformer exact(View::Exact, dialect, cell);
  const std::optional<SourceLines> exact_lines = exact.transform(lines, 0);
  cell.exact = to_text(exact.has_failed() ? lines : exact_lines.value_or(lines));
  if (strip(source).empty()) {
    return cell;
  }
  cell.kind = CellKind::Python;
  Transformer study(View::Study, dialect, cell);
  if (is_same_in_study(exact, exact_lines, dialect)) {
    cell.study = cell.exact;
  } else if (const std::optional<SourceLines> study_lines = study.transform(lines, 0)) {
    cell.study = to_text(*study_lines);
  }
  if (exact.has_failed()) {
    cell.flags.insert(CellFlag::TransformFailed);
  }
  return cell;
}

}  // namespace autopar::cells
