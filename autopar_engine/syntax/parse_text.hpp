#pragma once

#include <tree_sitter/api.h>

#include <cstdint>
#include <string>

#include "syntax/parse_memory.hpp"

namespace autopar::syntax {

// tree-sitter's tree of a text. It lies in memory of this thread that is given back as a whole, so
// a thread has one at a time. For sources of this room only.
class ParsedText {
 public:
  // Gives up after so many microseconds; 0 for never.
  ParsedText(const std::string& text, std::uint64_t time_us);

  // Null when the time was over.
  [[nodiscard]] const TSTree* tree() const { return tree_; }

 private:
  ParseMemoryScope memory_;
  const TSTree* tree_;
};

}  // namespace autopar::syntax
