#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace autopar::driver {

// Writes one JSON value piece by piece, indented by two blanks a level. Bytes that are no UTF-8
// become U+FFFD.
class JsonWriter {
 public:
  void open_object() { open('{'); }
  void close_object() { close('}'); }
  void open_array() { open('['); }
  void close_array() { close(']'); }
  // Names the value that is written next.
  void key(std::string_view name);
  void value(std::string_view text);
  void value(std::int64_t number);
  void boolean(bool value);
  void null();

  void field(std::string_view name, std::string_view text) {
    key(name);
    value(text);
  }
  void field(std::string_view name, std::int64_t number) {
    key(name);
    value(number);
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();
  void write_quoted(std::string_view text);

  std::string text_;
  int depth_ = 0;
  bool is_first_ = true;
  bool is_after_key_ = false;
};

}  // namespace autopar::driver
