#include "syntax/flat_tree.hpp"

#include <tree_sitter/api.h>

#include <algorithm>

#include "autopar/check.hpp"
#include "syntax/grammar.hpp"

namespace autopar::syntax {
namespace {

SourcePosition position(TSPoint point, std::uint32_t offset_bytes) {
  return {point.row + 1, point.column, offset_bytes};
}

FlatNode node_of(TSNode raw, TSFieldId field_id) {
  AUTOPAR_CHECK(field_id <= 0xFF, "the grammar has few fields");
  FlatNode node;
  node.begin = position(ts_node_start_point(raw), ts_node_start_byte(raw));
  node.end = position(ts_node_end_point(raw), ts_node_end_byte(raw));
  node.symbol = ts_node_symbol(raw);
  node.field_id = static_cast<std::uint8_t>(field_id);
  node.kind = kind_of_symbol(node.symbol);
  node.is_named = ts_node_is_named(raw);
  node.is_missing = ts_node_is_missing(raw);
  node.is_error = ts_node_is_error(raw);
  node.has_error = ts_node_has_error(raw);
  node.is_trivia = ts_node_is_extra(raw) && !node.is_error;
  return node;
}

class Flattener {
 public:
  explicit Flattener(const TSTree& tree) : cursor_(ts_tree_cursor_new(ts_tree_root_node(&tree))) {
    flat_.nodes.reserve(ts_node_descendant_count(ts_tree_root_node(&tree)));
  }
  Flattener(const Flattener&) = delete;
  Flattener& operator=(const Flattener&) = delete;
  ~Flattener() { ts_tree_cursor_delete(&cursor_); }

  FlatTree run() {
    do {
      add();
    } while (ts_tree_cursor_goto_first_child(&cursor_) || leave());
    return std::move(flat_);
  }

 private:
  void add() {
    open_.push_back(static_cast<std::uint32_t>(flat_.nodes.size()));
    flat_.depth = std::max(flat_.depth, static_cast<std::uint32_t>(open_.size()));
    flat_.nodes.push_back(
        node_of(ts_tree_cursor_current_node(&cursor_), ts_tree_cursor_current_field_id(&cursor_)));
  }

  // Leaves nodes until one has a sibling to go on with; false when the root is left.
  bool leave() {
    while (true) {
      flat_.nodes[open_.back()].subtree_end = static_cast<std::uint32_t>(flat_.nodes.size());
      open_.pop_back();
      if (ts_tree_cursor_goto_next_sibling(&cursor_)) {
        return true;
      }
      if (!ts_tree_cursor_goto_parent(&cursor_)) {
        return false;
      }
    }
  }

  TSTreeCursor cursor_;
  FlatTree flat_;
  std::vector<std::uint32_t> open_;
};

}  // namespace

FlatTree flatten(const TSTree& tree) { return Flattener(tree).run(); }

}  // namespace autopar::syntax
