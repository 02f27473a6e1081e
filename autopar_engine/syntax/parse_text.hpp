#pragma once

#include <tree_sitter/api.h>

#include <cstdint>
#include <memory>
#include <string>

namespace autopar::syntax {

struct DeleteTree {
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};

using TreePointer = std::unique_ptr<TSTree, DeleteTree>;

// tree-sitter's tree of a text; null when the time was over. Each thread keeps a parser: making one
// costs as much as a short text. For sources of this room only.
[[nodiscard]] TreePointer parse_text(const std::string& text, std::uint64_t time_us);

}  // namespace autopar::syntax
