#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "autopar/result.hpp"
#include "crawler/source_reader.hpp"

namespace autopar::crawler {

constexpr std::string_view kStandardInput = "-";

struct JsonLinesSummary {
  std::uint64_t damaged_lines = 0;  // no object with the texts "path" and "content", or too long
  std::uint64_t first_damaged_line = 0;  // from 1
  bool went_on = true;                   // false if the visitor stopped it
};

// Visits the notebooks of a file (or of standard input, "-") whose lines are objects with the texts
// "path" and "content" and, if they like, "repository" and "commit". Damaged lines are counted and
// left out. Fails if the file can't be opened.
[[nodiscard]] Result<void> for_each_notebook_of_json_lines(const std::string& path,
                                                           const NotebookVisitor& visitor,
                                                           const ReadLimits& limits,
                                                           JsonLinesSummary& summary);

}  // namespace autopar::crawler
