#include "verdicts/loop_text.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/name_table.hpp"
#include "base/sha1.hpp"
#include "dependence/loop_scan.hpp"
#include "verdicts/text_tokens.hpp"

namespace autopar::verdicts {
namespace {

using loop_ir::Loop;
using loop_ir::LoopId;
using loop_ir::LoopNest;

bool is_keyword(std::string_view word) {
  static constexpr auto kKeywords = std::to_array<std::string_view>(
      {"False",  "None",    "True",     "and",  "as",     "assert", "async",  "await",
       "break",  "class",   "continue", "def",  "del",    "elif",   "else",   "except",
       "exec",   "finally", "for",      "from", "global", "if",     "import", "in",
       "is",     "lambda",  "nonlocal", "not",  "or",     "pass",   "print",  "raise",
       "return", "try",     "while",    "with", "yield"});
  return std::ranges::find(kKeywords, word) != kKeywords.end();
}

// How each word is written. Points into the nest and its text.
using WrittenWords = NameTable<std::string>;

// Of the names that mean the same in every text.
WrittenWords fixed_names(const LoopNest& nest) {
  WrittenWords fixed;
  for (const loop_ir::Name& name : nest.names) {
    const bool is_fixed = !name.is_written && (!name.imported_as.empty() || name.is_unbound) &&
                          name.text.find('.') == std::string::npos && !is_keyword(name.text);
    if (is_fixed) {
      fixed.try_add(name.text).first =
          "=" + (name.imported_as.empty() ? name.text : name.imported_as);
    }
  }
  return fixed;
}

// Of the first clause the element and the filters stand before the clause or behind it.
std::string_view text_of(const LoopNest& nest, LoopId loop_id, std::string_view text) {
  const SourceRange& range = nest.loops[loop_id].range;
  std::size_t begin = range.begin.offset_bytes;
  if (is_comprehension(nest.loops[loop_id].kind)) {
    for (const loop_ir::StatementId id : dependence::scan_loop(nest, loop_id).statement_ids) {
      const std::size_t of_statement = nest.statements[id].range.begin.offset_bytes;
      begin = std::min<std::size_t>(begin, of_statement);
    }
  }
  const std::size_t end = std::min<std::size_t>(range.end.offset_bytes, text.size());
  return text.substr(std::min(begin, end), end - std::min(begin, end));
}

std::size_t clause_number(const LoopNest& nest, LoopId loop_id) {
  std::size_t number = 0;
  const Loop* loop = &nest.loops[loop_id];
  while (is_comprehension(loop->kind) && loop->parent_id.is_valid() &&
         nest.loops[loop->parent_id].kind == loop->kind) {
    loop = &nest.loops[loop->parent_id];
    ++number;
  }
  return number;
}

// Tokens with names numbered in the order of their first use, and lines with the depth of their
// block. The nest and the text of the tokens outlive it.
class Normalizer {
 public:
  explicit Normalizer(const LoopNest& nest) : written_(fixed_names(nest)) {}

  void add(const TextToken& token) {
    switch (token.kind) {
      case TextTokenKind::Line:
        add_line(token.text.size());
        break;
      case TextTokenKind::Word:
        add_word(token.text);
        break;
      case TextTokenKind::Number:
      case TextTokenKind::String:
      case TextTokenKind::Sign:
        text_.append(token.text);
        break;
    }
    text_ += '\x1f';
    follows_dot_ = token.kind == TextTokenKind::Sign && token.text == ".";
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void add_line(std::size_t column) {
    while (!columns_.empty() && column < columns_.back()) {
      columns_.pop_back();
    }
    if (columns_.empty() || column > columns_.back()) {
      columns_.push_back(column);
    }
    text_ += '\n';
    text_ += std::to_string(columns_.size());
  }

  void add_word(std::string_view word) {
    if (follows_dot_) {
      text_.append(word);
      return;
    }
    const auto [written, is_new] = written_.try_add(word);
    if (is_new) {
      written = write(word);
    }
    text_.append(written);
  }

  std::string write(std::string_view word) {
    if (is_keyword(word)) {
      return std::string(word);
    }
    return "$" + std::to_string(numbered_names_++);
  }

  // Of the names that are fixed, and the words that were met without a dot before them.
  WrittenWords written_;
  std::size_t numbered_names_ = 0;
  std::vector<std::size_t> columns_;
  std::string text_;
  bool follows_dot_ = false;
};

}  // namespace

std::string hash_loop(const LoopNest& nest, LoopId loop_id, std::string_view text) {
  Normalizer normal(nest);
  bool is_first = true;
  for (const TextToken& token : split_text(text_of(nest, loop_id, text))) {
    if (!is_first || token.kind != TextTokenKind::Line) {
      normal.add(token);
    }
    is_first = false;
  }
  Sha1 hash;
  hash.update(name_of(nest.loops[loop_id].kind));
  hash.update(std::to_string(clause_number(nest, loop_id)));
  hash.update(normal.text());
  return hash.finish();
}

}  // namespace autopar::verdicts
