#include "verdicts/text_tokens.hpp"

#include <algorithm>
#include <cstddef>

namespace autopar::verdicts {
namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }

// Bytes beyond ASCII belong to words.
bool is_word_part(char character) {
  return is_digit(character) || (character >= 'a' && character <= 'z') ||
         (character >= 'A' && character <= 'Z') || character == '_' ||
         static_cast<unsigned char>(character) >= 0x80;
}

bool is_blank(char character) {
  return character == ' ' || character == '\t' || character == '\f' || character == '\r';
}

// r, b, u, f and their pairs in any case.
bool is_string_prefix(std::string_view word) {
  return word.size() <= 2 && std::ranges::all_of(word, [](char letter) {
           return std::string_view("rRbBuUfF").find(letter) != std::string_view::npos;
         });
}

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  std::vector<TextToken> run() {
    // Most tokens are a few bytes long.
    tokens_.reserve(text_.size() / 4);
    bool begins_line = true;
    while (position_ < text_.size()) {
      if (begins_line && depth_ == 0) {
        add_indentation();
      }
      begins_line = take_one();
    }
    return std::move(tokens_);
  }

 private:
  char at(std::size_t position) const { return position < text_.size() ? text_[position] : '\0'; }

  void add(TextTokenKind kind, std::size_t begin) {
    tokens_.push_back({kind, text_.substr(begin, position_ - begin)});
  }

  // Only of lines that hold something.
  void add_indentation() {
    const std::size_t begin = position_;
    while (is_blank(at(position_))) {
      ++position_;
    }
    if (position_ < text_.size() && at(position_) != '\n' && at(position_) != '#') {
      add(TextTokenKind::Line, begin);
    }
  }

  // True if a line ended.
  bool take_one() {
    const std::size_t begin = position_;
    const char first = at(position_);
    if (first == '\n') {
      ++position_;
      return true;
    }
    if (is_blank(first)) {
      ++position_;
    } else if (first == '#') {
      position_ = std::min(text_.find('\n', position_), text_.size());
    } else if (first == '\\' && at(position_ + 1) == '\n') {
      position_ += 2;
    } else if (first == '"' || first == '\'') {
      take_string();
      add(TextTokenKind::String, begin);
    } else if (is_word_part(first)) {
      take_word(begin);
    } else {
      take_sign(begin);
    }
    return false;
  }

  void take_word(std::size_t begin) {
    const bool is_number = is_digit(text_[begin]);
    while (position_ < text_.size() &&
           (is_word_part(text_[position_]) || (is_number && text_[position_] == '.'))) {
      ++position_;
    }
    const char next = at(position_);
    if ((next == '"' || next == '\'') && is_string_prefix(text_.substr(begin, position_ - begin))) {
      take_string();
      return add(TextTokenKind::String, begin);
    }
    add(is_number ? TextTokenKind::Number : TextTokenKind::Word, begin);
  }

  void take_sign(std::size_t begin) {
    const std::string_view opening = "([{";
    const std::string_view closing = ")]}";
    if (opening.find(text_[begin]) != std::string_view::npos) {
      ++depth_;
    } else if (closing.find(text_[begin]) != std::string_view::npos && depth_ > 0) {
      --depth_;
    }
    ++position_;
    add(TextTokenKind::Sign, begin);
  }

  // To the quotes that end it; a string of one line ends with the line all the same.
  void take_string() {
    const char quote = text_[position_];
    const bool is_triple = at(position_ + 1) == quote && at(position_ + 2) == quote;
    position_ += is_triple ? 3 : 1;
    while (position_ < text_.size()) {
      const char next = text_[position_];
      if (next == '\\') {
        position_ = std::min(position_ + 2, text_.size());
      } else if (next == '\n' && !is_triple) {
        return;
      } else if (next == quote &&
                 (!is_triple || (at(position_ + 1) == quote && at(position_ + 2) == quote))) {
        position_ += is_triple ? 3 : 1;
        return;
      } else {
        ++position_;
      }
    }
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t depth_ = 0;
  std::vector<TextToken> tokens_;
};

}  // namespace

std::vector<TextToken> split_text(std::string_view text) { return Splitter(text).run(); }

}  // namespace autopar::verdicts
