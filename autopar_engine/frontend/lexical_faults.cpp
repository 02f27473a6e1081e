#include "frontend/lexical_faults.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>
#include <tuple>

namespace autopar::frontend {
namespace {

constexpr std::uint32_t kEndOfText = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kTabColumns = 8;

constexpr auto kCompound = std::to_array<std::string_view>(
    {"class", "def", "elif", "else", "except", "finally", "for", "if", "try", "while", "with"});

constexpr std::array<bool, 256> kNameBytes = [] {
  std::array<bool, 256> is_of_name{};
  for (std::size_t byte = 0; byte < is_of_name.size(); ++byte) {
    is_of_name[byte] = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') || byte == '_' || byte >= 0x80;
  }
  return is_of_name;
}();

bool is_name_byte(char byte) { return kNameBytes[static_cast<unsigned char>(byte)]; }

char closing_of(char bracket) { return bracket == '(' ? ')' : bracket == '[' ? ']' : '}'; }

// What is known of the logical line that is being read.
struct LogicalLine {
  std::string_view first_word;
  std::uint32_t indent = 0;
  std::uint32_t colons = 0;
  std::uint32_t lambdas = 0;
  char last_byte = 0;
  char byte_before_last = 0;
  SourcePosition begin;
  // Behind its last token.
  SourcePosition end;
  // A string or bracket in it is wrong already.
  bool is_told = false;

  [[nodiscard]] bool is_empty() const { return last_byte == 0; }
  [[nodiscard]] bool is_compound() const {
    return std::ranges::find(kCompound, first_word) != kCompound.end();
  }
  [[nodiscard]] bool lacks_colon() const { return colons < lambdas + (is_compound() ? 1 : 0); }
  // `from x import *` and `...` are complete; so is `5.`.
  [[nodiscard]] bool is_cut_off() const {
    constexpr std::string_view kOperators = "+-/%=@&|^<>~";
    constexpr std::string_view kEndsOfObjects = ")]}'\"";
    const bool is_name = is_name_byte(byte_before_last) &&
                         std::isdigit(static_cast<unsigned char>(byte_before_last)) == 0;
    const bool is_dot = last_byte == '.' && (is_name || kEndsOfObjects.find(byte_before_last) !=
                                                            std::string_view::npos);
    const bool is_star = last_byte == '*' && first_word != "from";
    return is_dot || is_star || kOperators.find(last_byte) != std::string_view::npos;
  }
};

class LexicalScan {
 public:
  explicit LexicalScan(std::string_view text) : text_(text) {}

  std::vector<LexicalFault> run() {
    begin_line();
    while (position_.offset_bytes < text_.size()) {
      step();
    }
    end_text();
    std::ranges::sort(faults_, {}, [](const LexicalFault& fault) {
      return std::tie(fault.range, fault.kind, fault.last_line);
    });
    return std::move(faults_);
  }

 private:
  struct Bracket {
    char byte;
    SourcePosition position;
  };

  [[nodiscard]] char peek(std::uint32_t ahead = 0) const {
    const std::size_t offset = std::size_t{position_.offset_bytes} + ahead;
    return offset < text_.size() ? text_[offset] : '\0';
  }

  void advance() {
    const bool is_newline = peek() == '\n';
    ++position_.offset_bytes;
    position_.line += is_newline ? 1 : 0;
    position_.column_bytes = is_newline ? 0 : position_.column_bytes + 1;
  }

  void add(LexicalFaultKind kind, SourcePosition begin, SourcePosition end,
           std::uint32_t last_line) {
    faults_.push_back({kind, {begin, end}, last_line});
  }

  void step() {
    const char byte = peek();
    if (byte == '#') {
      skip_comment();
    } else if (byte == '\n') {
      advance();
      if (brackets_.empty()) {
        end_line();
        begin_line();
      }
    } else if (byte == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
      while (peek() != '\n') {
        advance();
      }
      advance();
    } else if (byte == ' ' || byte == '\t' || byte == '\r' || byte == '\f') {
      advance_by(1);
    } else if (byte == '\'' || byte == '"') {
      read_string();
    } else if (is_name_byte(byte)) {
      read_word();
    } else {
      read_byte();
    }
  }

  // Of bytes that are no line break.
  void advance_by(std::uint32_t count) {
    position_.offset_bytes += count;
    position_.column_bytes += count;
  }

  void skip_comment() {
    const std::size_t end = std::min(text_.find('\n', position_.offset_bytes), text_.size());
    advance_by(static_cast<std::uint32_t>(end) - position_.offset_bytes);
  }

  // The bytes of a token belong to the line.
  void take(char byte) {
    if (line_.is_empty()) {
      line_.begin = position_;
    }
    line_.byte_before_last = line_.last_byte;
    line_.last_byte = byte;
    advance();
    line_.end = position_;
  }

  // The same for bytes none of which is a line break or NUL.
  void take_run(std::uint32_t size) {
    if (line_.is_empty()) {
      line_.begin = position_;
    }
    line_.byte_before_last = size > 1 ? peek(size - 2) : line_.last_byte;
    line_.last_byte = peek(size - 1);
    advance_by(size);
    line_.end = position_;
  }

  void read_word() {
    const bool is_first = line_.is_empty();
    const std::uint32_t begin = position_.offset_bytes;
    const std::string_view rest = text_.substr(begin);
    const auto* const end = std::ranges::find_if_not(rest, is_name_byte);
    const auto size = static_cast<std::uint32_t>(end - rest.begin());
    take_run(size);
    const std::string_view word = text_.substr(begin, size);
    if (is_first || line_.first_word == "async") {
      line_.first_word = word;
    }
    line_.lambdas += word == "lambda" && brackets_.empty() ? 1 : 0;
  }

  [[nodiscard]] bool is_behind_first_word() const {
    const std::string_view word = line_.first_word;
    return !word.empty() && word.end() == text_.begin() + line_.end.offset_bytes;
  }

  // `class = 1` takes a keyword for a name, and is no header.
  void read_byte() {
    const char byte = peek();
    constexpr std::string_view kBehindNames = "=.,;";
    if (line_.is_compound() && is_behind_first_word() &&
        kBehindNames.find(byte) != std::string_view::npos) {
      line_.first_word = {};
    }
    if (byte == '(' || byte == '[' || byte == '{') {
      brackets_.push_back({byte, position_});
    } else if (byte == ')' || byte == ']' || byte == '}') {
      close(byte);
    } else if (byte == ':' && brackets_.empty() && peek(1) != '=') {
      ++line_.colons;
    }
    take(byte);
  }

  void close(char byte) {
    const bool closes = !brackets_.empty() && closing_of(brackets_.back().byte) == byte;
    if (!closes) {
      SourcePosition end = position_;
      ++end.offset_bytes;
      ++end.column_bytes;
      add(LexicalFaultKind::StrayBracket, position_, end, position_.line + 1);
      line_.is_told = true;
    }
    if (!brackets_.empty()) {
      brackets_.pop_back();
    }
  }

  void read_string() {
    const SourcePosition begin = position_;
    const char quote = peek();
    const bool is_triple = peek(1) == quote && peek(2) == quote;
    const std::uint32_t width = is_triple ? 3 : 1;
    for (std::uint32_t count = 0; count < width; ++count) {
      take(quote);
    }
    const SourcePosition opened = position_;
    while (position_.offset_bytes < text_.size() && (is_triple || peek() != '\n')) {
      const bool ends = peek() == quote && (!is_triple || (peek(1) == quote && peek(2) == quote));
      if (ends) {
        for (std::uint32_t count = 0; count < width; ++count) {
          take(quote);
        }
        return;
      }
      if (const std::uint32_t size = plain_size_in_string(quote); size > 0) {
        take_run(size);
      } else {
        take_in_string();
      }
    }
    add(LexicalFaultKind::OpenString, begin, opened, is_triple ? kEndOfText : begin.line + 1);
    line_.is_told = true;
    brackets_.clear();
  }

  [[nodiscard]] std::uint32_t plain_size_in_string(char quote) const {
    const std::string_view rest = text_.substr(position_.offset_bytes);
    const auto* const end = std::ranges::find_if(rest, [quote](char byte) {
      return byte == quote || byte == '\\' || byte == '\n' || byte == '\0';
    });
    return static_cast<std::uint32_t>(end - rest.begin());
  }

  // A backslash takes the next byte, or the end of the line, with it.
  void take_in_string() {
    const bool is_escape = peek() == '\\';
    const bool is_carriage_return = peek(1) == '\r' && peek(2) == '\n';
    take(peek());
    for (int count = is_carriage_return ? 2 : 1; is_escape && count > 0; --count) {
      if (position_.offset_bytes < text_.size()) {
        take(peek());
      }
    }
  }

  void begin_line() {
    line_ = {};
    while (peek() == ' ' || peek() == '\t' || peek() == '\f') {
      line_.indent = peek() == '\t'   ? (line_.indent / kTabColumns + 1) * kTabColumns
                     : peek() == '\f' ? 0
                                      : line_.indent + 1;
      advance();
    }
  }

  // Indentation is compared first: it is wrong at the line's begin.
  void end_line() {
    if (line_.is_empty()) {
      return;
    }
    compare_indent();
    if (line_.lacks_colon() && !line_.is_told) {
      add(LexicalFaultKind::MissingColon, line_.end, line_.end, line_.end.line + 1);
    } else if (line_.is_cut_off() && !line_.is_told) {
      add(LexicalFaultKind::CutOff, line_.end, line_.end, line_.end.line + 1);
    }
    may_open_block_ = line_.last_byte == ':' || line_.lacks_colon() || line_.is_told;
    needs_block_ = line_.last_byte == ':' && !line_.is_told;
    header_end_ = line_.end;
  }

  void compare_indent() {
    if (indents_.empty()) {
      indents_.push_back(line_.indent);
      return;
    }
    if (needs_block_ && line_.indent <= indents_.back()) {
      add(LexicalFaultKind::MissingBlock, header_end_, header_end_, line_.begin.line);
    }
    if (line_.indent > indents_.back()) {
      if (!may_open_block_) {
        add(LexicalFaultKind::UnexpectedIndent, line_.begin, line_.end, line_.end.line + 1);
      }
      indents_.push_back(line_.indent);
      return;
    }
    dedent();
  }

  void dedent() {
    bool is_base = false;
    while (!indents_.empty() && indents_.back() > line_.indent) {
      is_base = indents_.size() == 1;
      indents_.pop_back();
    }
    const bool matches = !indents_.empty() && indents_.back() == line_.indent;
    if (!matches) {
      indents_.push_back(line_.indent);
    }
    if (!matches && !is_base) {
      add(LexicalFaultKind::UnmatchedDedent, line_.begin, line_.end, line_.end.line + 1);
    }
  }

  void end_text() {
    if (!brackets_.empty()) {
      const Bracket& open = brackets_.back();
      SourcePosition end = open.position;
      ++end.offset_bytes;
      ++end.column_bytes;
      return add(LexicalFaultKind::OpenBracket, open.position, end, kEndOfText);
    }
    end_line();
    if (needs_block_) {
      add(LexicalFaultKind::MissingBlock, header_end_, header_end_, kEndOfText);
    }
  }

  std::string_view text_;
  SourcePosition position_;
  std::vector<LexicalFault> faults_;
  std::vector<Bracket> brackets_;
  std::vector<std::uint32_t> indents_;
  LogicalLine line_;
  bool may_open_block_ = false;
  bool needs_block_ = false;
  SourcePosition header_end_;
};

}  // namespace

std::vector<LexicalFault> find_lexical_faults(std::string_view text) {
  return LexicalScan(text).run();
}

}  // namespace autopar::frontend
