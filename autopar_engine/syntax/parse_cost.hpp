#pragma once

#include <string>

namespace autopar::syntax {

// What tree-sitter alone does with a text, without a limit, for benchmarks: makes its tree and
// throws it away.
void parse_and_forget(const std::string& text);

}  // namespace autopar::syntax
