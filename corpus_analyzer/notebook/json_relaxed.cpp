#include "notebook/json_relaxed.hpp"

#include <charconv>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "notebook/json_builder.hpp"
#include "notebook/utf8.hpp"

namespace autopar::notebook {
namespace {

constexpr int kStandardDepth = 1024;
constexpr int kDepthLimit = 4096;

bool is_digit(char character) { return character >= '0' && character <= '9'; }

// A reader by recursive descent. Every read_... begins at the first character of its construct and
// ends behind its last; false and fault_ on an error.
class RelaxedReader {
 public:
  explicit RelaxedReader(std::string_view text) : text_(text) {}

  tl::expected<JsonDocument, JsonFault> read() {
    skip_blanks();
    JsonValue root;
    if (!read_value(root, KeptLevels::all(), 1)) {
      return tl::unexpected(fault_);
    }
    skip_blanks();
    if (position_ != text_.size()) {
      return tl::unexpected(JsonFault::BadJson);
    }
    document_.root = std::move(root);
    return std::move(document_);
  }

 private:
  [[nodiscard]] bool at_end() const { return position_ == text_.size(); }
  [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[position_]; }

  void skip_blanks() {
    const std::size_t found = text_.find_first_not_of(" \t\n\r", position_);
    position_ = found == std::string_view::npos ? text_.size() : found;
  }

  bool take(std::string_view expected) {
    if (!text_.substr(position_).starts_with(expected)) {
      return false;
    }
    position_ += expected.size();
    return true;
  }

  // After blanks: is the next character this one? Takes it and the blanks behind it.
  bool take_punctuation(char character) {
    skip_blanks();
    if (at_end() || text_[position_] != character) {
      return false;
    }
    ++position_;
    skip_blanks();
    return true;
  }

  bool fault(JsonFault kind) {
    fault_ = kind;
    return false;
  }

  bool read_value(JsonValue& value, KeptLevels levels, int depth) {
    if (depth > kDepthLimit) {
      return fault(JsonFault::TooDeep);
    }
    if (depth > kStandardDepth) {
      document_.flags.insert(NotebookFlag::Deep);
    }
    switch (peek()) {
      case '{':
        return read_object(value, levels, depth);
      case '[':
        return read_array(value, levels, depth);
      case '"':
        return read_string_value(value, levels);
      default:
        return read_word(value) || read_number(value) || fault(JsonFault::BadJson);
    }
  }

  bool read_object(JsonValue& value, KeptLevels levels, int depth) {
    value.kind = JsonKind::Object;
    ++position_;
    skip_blanks();
    if (take("}")) {
      return true;
    }
    std::vector<std::string> keys;
    do {
      if (!read_member(value, keys, levels, depth)) {
        return false;
      }
    } while (take_punctuation(','));
    std::vector<std::string_view> views(keys.begin(), keys.end());
    if (has_equal_keys(views)) {
      document_.flags.insert(NotebookFlag::Dupkey);
      keep_last_of_equal_keys(value);
    }
    return take("}") || fault(JsonFault::BadJson);
  }

  bool read_member(JsonValue& object, std::vector<std::string>& keys, KeptLevels levels,
                   int depth) {
    std::string key;
    if (peek() != '"' || !read_string(key)) {
      return fault(fault_);
    }
    if (!take_punctuation(':')) {
      return fault(JsonFault::BadJson);
    }
    JsonValue child;
    if (!read_value(child, levels.below(key), depth + 1)) {
      return false;
    }
    if (levels.any()) {
      child.key = document_.texts.add(key);
    }
    add_child(object, std::move(child), levels);
    keys.push_back(std::move(key));
    return true;
  }

  bool read_array(JsonValue& value, KeptLevels levels, int depth) {
    value.kind = JsonKind::Array;
    ++position_;
    skip_blanks();
    if (take("]")) {
      return true;
    }
    do {
      JsonValue child;
      if (!read_value(child, levels.below({}), depth + 1)) {
        return false;
      }
      add_child(value, std::move(child), levels);
    } while (take_punctuation(','));
    return take("]") || fault(JsonFault::BadJson);
  }

  bool read_string_value(JsonValue& value, KeptLevels levels) {
    std::string text;
    if (!read_string(text)) {
      return false;
    }
    value.kind = JsonKind::String;
    value.string_bytes = text.size();
    if (levels.any()) {
      value.text = document_.texts.add(text);
    }
    return true;
  }

  bool read_string(std::string& text) {
    ++position_;
    while (!at_end()) {
      const char character = text_[position_];
      if (character == '"') {
        ++position_;
        return true;
      }
      if (static_cast<unsigned char>(character) < 0x20) {
        return fault(JsonFault::BadControl);
      }
      if (character != '\\') {
        text.push_back(character);
        ++position_;
      } else if (!read_escape(text)) {
        return fault(JsonFault::BadJson);
      }
    }
    return fault(JsonFault::BadJson);
  }

  bool read_escape(std::string& text) {
    constexpr std::string_view kLetters = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    ++position_;
    const std::size_t simple = at_end() ? std::string_view::npos : kLetters.find(peek());
    if (simple != std::string_view::npos) {
      text.push_back(kMeanings[simple]);
      ++position_;
      return true;
    }
    const std::optional<char32_t> unit = read_unicode_unit();
    if (!unit) {
      return false;
    }
    append_utf8(text, complete_surrogate(*unit));
    return true;
  }

  // At the u of \uXXXX.
  std::optional<char32_t> read_unicode_unit() {
    if (!take("u") || text_.size() - position_ < 4) {
      return std::nullopt;
    }
    unsigned unit = 0;
    const char* const begin = text_.data() + position_;
    const auto [end, error] = std::from_chars(begin, begin + 4, unit, 16);
    if (error != std::errc() || end != begin + 4) {
      return std::nullopt;
    }
    position_ += 4;
    return static_cast<char32_t>(unit);
  }

  // Behind an escape: joins it with a second one if the two are a pair.
  char32_t complete_surrogate(char32_t unit) {
    if (unit < 0xD800 || unit > 0xDFFF) {
      return unit;
    }
    const std::size_t before = position_;
    if (unit < 0xDC00 && take("\\")) {
      const std::optional<char32_t> low = read_unicode_unit();
      if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
        return 0x10000 + ((unit - 0xD800) << 10) + (*low - 0xDC00);
      }
    }
    position_ = before;
    document_.flags.insert(NotebookFlag::Surrogate);
    return kReplacementCharacter;
  }

  bool read_word(JsonValue& value) {
    if (take("true") || take("false")) {
      value.kind = JsonKind::Bool;
      return true;
    }
    if (take("null")) {
      return true;
    }
    if (take("NaN") || take("Infinity") || take("-Infinity")) {
      value.kind = JsonKind::Number;
      document_.flags.insert(NotebookFlag::Nan);
      return true;
    }
    return false;
  }

  bool take_digits() {
    const std::size_t before = position_;
    while (is_digit(peek())) {
      ++position_;
    }
    return position_ > before;
  }

  bool read_number(JsonValue& value) {
    const std::size_t begin = position_;
    take("-");
    if (!(take("0") || take_digits())) {
      return false;
    }
    if (peek() == '.' && (++position_, !take_digits())) {
      return false;
    }
    if (peek() == 'e' || peek() == 'E') {
      ++position_;
      static_cast<void>(take("+") || take("-"));
      if (!take_digits()) {
        return false;
      }
    }
    value.kind = JsonKind::Number;
    convert_number(text_.substr(begin, position_ - begin), value);
    return true;
  }

  void convert_number(std::string_view digits, JsonValue& value) {
    const char* const first = std::to_address(digits.begin());
    const char* const end = std::to_address(digits.end());
    std::int64_t integer = 0;
    const auto whole = std::from_chars(first, end, integer);
    if (whole.ptr == end && whole.ec == std::errc()) {
      value.integer = integer;
      return;
    }
    double number = 0;
    const auto real = std::from_chars(first, end, number);
    if (whole.ec == std::errc::result_out_of_range || real.ec != std::errc()) {
      document_.flags.insert(NotebookFlag::BigNumber);
    } else if (std::abs(number) < 1e15 && number == std::floor(number)) {
      value.integer = static_cast<std::int64_t>(number);
    }
  }

  std::string_view text_;
  std::size_t position_ = 0;
  JsonDocument document_;
  JsonFault fault_ = JsonFault::BadJson;
};

}  // namespace

tl::expected<JsonDocument, JsonFault> read_relaxed_json(std::string_view utf8) {
  return RelaxedReader(utf8).read();
}

}  // namespace autopar::notebook
