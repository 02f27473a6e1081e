#pragma once

#include <string>

namespace autopar::syntax {

// What tree-sitter alone does with a text, as it comes, without a limit, for benchmarks: makes its
// tree and throws it away, with one parser a thread and the general allocator.
void parse_and_forget(const std::string& text);

}  // namespace autopar::syntax
