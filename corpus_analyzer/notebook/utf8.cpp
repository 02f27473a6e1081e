#include "notebook/utf8.hpp"

#include <algorithm>

namespace autopar::notebook {
namespace {

using std::string_view_literals::operator""sv;

char continuation(char32_t code_point, unsigned shift) {
  return static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU));
}

// The units of a text in UTF-16 or UTF-32, one after the other.
class Units {
 public:
  Units(std::string_view bytes, Encoding encoding)
      : bytes_(bytes),
        width_(encoding == Encoding::Utf16Little || encoding == Encoding::Utf16Big ? 2 : 4),
        is_little_(encoding == Encoding::Utf16Little || encoding == Encoding::Utf32Little) {}

  [[nodiscard]] bool at_end() const { return bytes_.empty(); }
  [[nodiscard]] bool is_narrow() const { return width_ == 2; }

  [[nodiscard]] char32_t peek() const {
    if (bytes_.size() < width_) {
      return kNoUnit;
    }
    char32_t unit = 0;
    for (std::size_t index = 0; index < width_; ++index) {
      const std::size_t place = is_little_ ? width_ - 1 - index : index;
      unit = (unit << 8U) | static_cast<unsigned char>(bytes_[place]);
    }
    return unit;
  }

  void advance() { bytes_.remove_prefix(std::min(width_, bytes_.size())); }

 private:
  static constexpr char32_t kNoUnit = 0xFFFFFFFF;
  std::string_view bytes_;
  std::size_t width_;
  bool is_little_;
};

bool is_scalar(char32_t code_point) {
  return code_point < 0xD800 || (code_point > 0xDFFF && code_point <= 0x10FFFF);
}

char32_t take_code_point(Units& units) {
  const char32_t high = units.peek();
  units.advance();
  if (!units.is_narrow() || high < 0xD800 || high > 0xDBFF || units.at_end()) {
    return high;
  }
  const char32_t low = units.peek();
  if (low < 0xDC00 || low > 0xDFFF) {
    return high;
  }
  units.advance();
  return 0x10000 + ((high - 0xD800) << 10U) + (low - 0xDC00);
}

}  // namespace

void append_utf8(std::string& text, char32_t code_point) {
  if (code_point < 0x80) {
    text.push_back(static_cast<char>(code_point));
  } else if (code_point < 0x800) {
    text.push_back(static_cast<char>(0xC0U | (code_point >> 6U)));
    text.push_back(continuation(code_point, 0));
  } else if (code_point < 0x10000) {
    text.push_back(static_cast<char>(0xE0U | (code_point >> 12U)));
    text.push_back(continuation(code_point, 6));
    text.push_back(continuation(code_point, 0));
  } else {
    text.push_back(static_cast<char>(0xF0U | (code_point >> 18U)));
    text.push_back(continuation(code_point, 12));
    text.push_back(continuation(code_point, 6));
    text.push_back(continuation(code_point, 0));
  }
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& character : lower) {
    if (character >= 'A' && character <= 'Z') {
      character = static_cast<char>(character - 'A' + 'a');
    }
  }
  return lower;
}

Encoding detect_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) {
    return Encoding::Utf8WithMark;
  }
  if (bytes.starts_with("\x00\x00\xFE\xFF"sv)) {
    return Encoding::Utf32Big;
  }
  if (bytes.starts_with("\xFF\xFE\x00\x00"sv)) {
    return Encoding::Utf32Little;
  }
  if (bytes.starts_with("\xFE\xFF"sv)) {
    return Encoding::Utf16Big;
  }
  if (bytes.starts_with("\xFF\xFE"sv)) {
    return Encoding::Utf16Little;
  }
  if (bytes.size() < 4) {
    return Encoding::Utf8;
  }
  if (bytes[0] == '\0') {
    return bytes[1] == '\0' ? Encoding::Utf32Big : Encoding::Utf16Big;
  }
  if (bytes[1] == '\0') {
    return bytes[2] == '\0' && bytes[3] == '\0' ? Encoding::Utf32Little : Encoding::Utf16Little;
  }
  return Encoding::Utf8;
}

DecodedText decode_wide(std::string_view bytes, Encoding encoding) {
  DecodedText decoded;
  Units units(bytes, encoding);
  if (units.peek() == 0xFEFF) {
    units.advance();
  }
  while (!units.at_end()) {
    const char32_t code_point = take_code_point(units);
    decoded.replaced = decoded.replaced || !is_scalar(code_point);
    append_utf8(decoded.utf8, is_scalar(code_point) ? code_point : kReplacementCharacter);
  }
  return decoded;
}

}  // namespace autopar::notebook
