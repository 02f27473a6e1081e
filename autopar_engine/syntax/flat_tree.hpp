#pragma once

#include <cstdint>
#include <vector>

#include "syntax/flat_node.hpp"

struct TSTree;

namespace autopar::syntax {

struct FlatTree {
  std::vector<FlatNode> nodes;
  std::uint32_t depth = 0;  // nodes on the longest path
};

// Linear in the nodes, without recursion.
[[nodiscard]] FlatTree flatten(const TSTree& tree);

}  // namespace autopar::syntax
