#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace autopar::crawler {

using CsvRecord = std::vector<std::string>;

// The records of a CSV text (RFC 4180, lines may end in a bare line feed), one after the other. The
// text outlives it. Takes any bytes: a quoted field that never ends goes to the end of the text.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {}

  // Nothing at the end. Empty lines are left out.
  std::optional<CsvRecord> next();

  // Counts the records that next() gave.
  [[nodiscard]] std::uint64_t record() const { return record_; }

 private:
  std::string take_field();
  std::string take(std::size_t size);

  std::string_view text_;
  std::uint64_t record_ = 0;
};

}  // namespace autopar::crawler
