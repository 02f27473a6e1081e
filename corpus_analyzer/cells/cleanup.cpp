#include "cells/cleanup.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>

#include "cells/unicode.hpp"

namespace autopar::cells {
namespace {

std::string_view indent_of(std::string_view line) {
  return line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
}

// Lines may end at other characters than \n; indentation counts only behind a \n.
bool begins_text_line(std::span<const SourceLine> lines, std::size_t index) {
  return index == 0 || lines[index - 1].text.ends_with('\n');
}

bool is_empty_behind(std::string_view line, std::size_t indent_size) {
  return indent_size == line.size() || line[indent_size] == '\n';
}

std::string_view common_prefix(std::string_view left, std::string_view right) {
  const auto [end, other] = std::ranges::mismatch(left, right);
  return left.substr(0, static_cast<std::size_t>(end - left.begin()));
}

void empty_blank_lines(std::span<SourceLine> lines) {
  for (std::size_t index = 0; index < lines.size(); ++index) {
    const std::size_t indent = indent_of(lines[index].text).size();
    if (begins_text_line(lines, index) && is_empty_behind(lines[index].text, indent)) {
      lines[index].text.erase(0, indent);
    }
  }
}

std::string find_margin(std::span<const SourceLine> lines) {
  std::optional<std::string_view> margin;
  for (std::size_t index = 0; index < lines.size(); ++index) {
    const std::string_view indent = indent_of(lines[index].text);
    if (begins_text_line(lines, index) && !is_empty_behind(lines[index].text, indent.size())) {
      margin = margin ? common_prefix(*margin, indent) : indent;
    }
  }
  return std::string(margin.value_or(""));
}

void dedent(std::span<SourceLine> lines) {
  empty_blank_lines(lines);
  const std::string margin = find_margin(lines);
  for (std::size_t index = 0; index < lines.size() && !margin.empty(); ++index) {
    if (begins_text_line(lines, index) && lines[index].text.starts_with(margin)) {
      lines[index].text.erase(0, margin.size());
    }
  }
}

// The size of blanks, the prompt and one blank behind it; 0 if the line does not begin so.
std::size_t doctest_prompt_size(std::string_view line, std::string_view prompt) {
  std::size_t begin = 0;
  while (begin < line.size()) {
    const CodePoint character = code_point_at(line, begin);
    if (!is_space(character.value)) {
      break;
    }
    begin += character.size_bytes;
  }
  if (!line.substr(begin).starts_with(prompt)) {
    return 0;
  }
  const std::size_t end = begin + prompt.size();
  return end < line.size() && (line[end] == ' ' || line[end] == '\t') ? end + 1 : end;
}

constexpr std::string_view kFirstPrompt = ">>>";
constexpr std::string_view kNextPrompt = "...";

std::string_view without_doctest_prompts(std::string_view line) {
  line.remove_prefix(doctest_prompt_size(line, kFirstPrompt));
  line.remove_prefix(doctest_prompt_size(line, kNextPrompt));
  return line;
}

bool is_string_prefix(std::string_view text) {
  return text.find_first_not_of("rubfRUBF") == std::string_view::npos;
}

// Follows triple-quoted strings from line to line, as roughly as IPython does. A string that begins
// its line keeps what looks like prompts inside; one behind other code does not.
class TripleQuotes {
 public:
  // Is the line inside a string whose prompts stay?
  bool enter_line(std::string_view line) {
    bool is_kept = !open_.empty() && keeps_prompts_;
    for (std::size_t position = 0; position + 3 <= line.size();) {
      const std::string_view quotes = line.substr(position, 3);
      const bool is_escaped = position > 0 && line[position - 1] == '\\';
      if (is_escaped || (quotes != "'''" && quotes != R"(""")")) {
        ++position;
        continue;
      }
      if (open_.empty()) {
        open(line.substr(0, position), quotes);
        is_kept = keeps_prompts_;
      } else if (open_ == quotes) {
        open_.clear();
        keeps_prompts_ = false;
      }
      position += 3;
    }
    has_seen_prompt_ = has_seen_prompt_ || doctest_prompt_size(line, kFirstPrompt) > 0;
    return is_kept;
  }

 private:
  void open(std::string_view before, std::string_view quotes) {
    open_ = quotes;
    const std::string_view stripped = without_doctest_prompts(before);
    const bool is_prompted_code = stripped.size() != before.size() && has_seen_prompt_;
    keeps_prompts_ = !is_prompted_code && is_string_prefix(strip(stripped));
  }

  std::string open_;
  bool keeps_prompts_ = false;
  bool has_seen_prompt_ = false;
};

bool strip_doctest_prompt(SourceLine& line) {
  std::size_t size = doctest_prompt_size(line.text, kFirstPrompt);
  if (size == 0) {
    size = doctest_prompt_size(line.text, kNextPrompt);
  }
  line.text.erase(0, size);
  return size > 0;
}

// Dedents each run of lines outside kept strings in which a prompt was stripped.
void dedent_stripped_runs(SourceLines& lines, const std::vector<bool>& is_kept,
                          const std::vector<bool>& is_stripped) {
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin;
    bool any_stripped = false;
    for (; end < lines.size() && is_kept[end] == is_kept[begin]; ++end) {
      any_stripped = any_stripped || is_stripped[end];
    }
    if (!is_kept[begin] && any_stripped) {
      dedent(std::span(lines).subspan(begin, end - begin));
    }
    begin = end;
  }
}

std::size_t first_ipython_prompt_size(std::string_view line) {
  std::size_t begin = 0;
  for (const std::string_view mode : {"[nav] ", "[ins] ", " "}) {
    if (line.starts_with(mode)) {
      begin = mode.size();
      break;
    }
  }
  if (!line.substr(begin).starts_with("In [")) {
    return 0;
  }
  const std::size_t digits = begin + 4;
  const std::size_t end = line.find_first_not_of("0123456789", digits);
  if (end == std::string_view::npos || end == digits || !line.substr(end).starts_with("]: ")) {
    return 0;
  }
  return end + 3;
}

std::size_t next_ipython_prompt_size(std::string_view line) {
  std::size_t begin = 0;
  while (begin < line.size() && is_space(code_point_at(line, begin).value)) {
    begin += code_point_at(line, begin).size_bytes;
  }
  const std::size_t end = line.find_first_not_of('.', begin);
  if (end == std::string_view::npos || end < begin + 3 || line[end] != ':') {
    return 0;
  }
  return line.substr(end + 1).starts_with(' ') ? end + 2 : end + 1;
}

std::size_t ipython_prompt_size(std::string_view line) {
  const std::size_t first = first_ipython_prompt_size(line);
  return first > 0 ? first : next_ipython_prompt_size(line);
}

}  // namespace

void drop_leading_blank_lines(SourceLines& lines) {
  const auto first =
      std::ranges::find_if(lines, [](const SourceLine& line) { return !strip(line.text).empty(); });
  if (first != lines.end()) {
    lines.erase(lines.begin(), first);
  }
}

void remove_common_indent(SourceLines& lines) { dedent(lines); }

bool strip_doctest_prompts(SourceLines& lines) {
  TripleQuotes quotes;
  std::vector<bool> is_kept;
  is_kept.reserve(lines.size());
  bool has_prompt = false;
  for (const SourceLine& line : lines) {
    is_kept.push_back(quotes.enter_line(line.text));
    has_prompt =
        has_prompt || (!is_kept.back() && doctest_prompt_size(line.text, kFirstPrompt) > 0);
  }
  if (!has_prompt) {
    return false;
  }
  std::vector<bool> is_stripped;
  is_stripped.reserve(lines.size());
  for (std::size_t index = 0; index < lines.size(); ++index) {
    is_stripped.push_back(!is_kept[index] && strip_doctest_prompt(lines[index]));
  }
  dedent_stripped_runs(lines, is_kept, is_stripped);
  return true;
}

bool strip_ipython_prompts(SourceLines& lines) {
  const auto has_prompt = [](const SourceLine& line) { return ipython_prompt_size(line.text) > 0; };
  const std::size_t looked_at = std::min<std::size_t>(2, lines.size());
  if (std::ranges::none_of(std::span(lines).first(looked_at), has_prompt)) {
    return false;
  }
  for (SourceLine& line : lines) {
    line.text.erase(0, ipython_prompt_size(line.text));
  }
  return true;
}

bool remove_indent_of_first_line(SourceLines& lines) {
  const std::string indent(lines.empty() ? "" : indent_of(lines.front().text));
  if (indent.empty()) {
    return false;
  }
  for (SourceLine& line : lines) {
    if (line.text.starts_with(indent)) {
      line.text.erase(0, indent.size());
    }
  }
  return true;
}

}  // namespace autopar::cells
