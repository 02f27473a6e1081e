#pragma once

#include <cstdint>

#include "autopar/source.hpp"
#include "syntax/node_kind.hpp"

namespace autopar::syntax {

// A syntax tree as one array in document order, which is what Node looks into. For
// Node and the sources of this room only. A node's first child, if it has any, is the next one in
// the array; its next sibling stands at `subtree_end`, unless that is also where its parent's
// subtree ends.
struct FlatNode {
  SourcePosition begin;
  SourcePosition end;
  std::uint32_t subtree_end = 0;  // position behind the last node below this one
  std::uint16_t symbol = 0;       // of the grammar
  std::uint8_t field_id = 0;      // of the grammar, in the parent; 0 for none
  NodeKind kind = NodeKind::Other;
  bool is_named : 1 = false;
  bool is_missing : 1 = false;
  bool is_error : 1 = false;
  bool has_error : 1 = false;  // below it, or itself
  bool is_trivia : 1 = false;  // a comment or a line continuation
};

}  // namespace autopar::syntax
