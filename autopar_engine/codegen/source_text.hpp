#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace autopar::codegen {

// Lines of C, indented by open blocks.
class SourceText {
 public:
  explicit SourceText(std::size_t depth = 0) : depth_(depth) {}

  template <class... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    text_.append(2 * depth_, ' ');
    fmt::format_to(std::back_inserter(text_), format, std::forward<Arguments>(arguments)...);
    text_ += '\n';
  }

  // "head {", and everything until close() one step further in.
  template <class... Arguments>
  void open(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    line("{} {{", fmt::format(format, std::forward<Arguments>(arguments)...));
    ++depth_;
  }

  // A block without a head.
  void open() {
    line("{{");
    ++depth_;
  }

  void close() {
    --depth_;
    line("}}");
  }

  // An empty text for lines that will stand here, `steps` further in.
  [[nodiscard]] SourceText nested(std::size_t steps) const { return SourceText(depth_ + steps); }

  // Lines as they are.
  void append(std::string_view lines) { text_ += lines; }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::size_t depth_;
};

// Errs on the side of yes: an identifier may be the beginning of another.
[[nodiscard]] inline bool mentions(const std::string& text, const std::string& identifier) {
  return text.find(identifier) != std::string::npos;
}

}  // namespace autopar::codegen
