#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/source.hpp"

namespace autopar::driver {

// A text as its author knows it, for one that was made from it line by line: a notebook's cell with
// its magics, for the Python that they stand for.
class ShownText {
 public:
  // line_numbers says for each line of `parsed` where it stands in `shown`, from 1.
  ShownText(const std::string& shown, std::string_view parsed,
            std::vector<std::uint32_t> line_numbers);

  // Without line ends.
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }
  [[nodiscard]] std::uint32_t line_number(std::uint32_t parsed_line) const;
  // Where a position of the parsed text stands; the offset is that of the parsed text. Of a line
  // that was rewritten: where the rest of the line stands, or else where its text begins.
  [[nodiscard]] SourcePosition position(const SourcePosition& parsed) const;

 private:
  std::vector<std::string> lines_;
  std::vector<std::string> parsed_lines_;
  std::vector<std::uint32_t> line_numbers_;
};

// The lines of a text without their ends; none for an empty text.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

}  // namespace autopar::driver
