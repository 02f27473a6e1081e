#pragma once

#include <tree_sitter/api.h>

#include "syntax/node.hpp"

namespace autopar::syntax {

// The one place where a Node and tree-sitter's TSNode meet. For sources of this room only.
class Handle {
 public:
  [[nodiscard]] static Node wrap(TSNode raw, const char* source) {
    Node node;
    for (std::size_t index = 0; index < node.context_.size(); ++index) {
      node.context_[index] = raw.context[index];
    }
    node.id_ = raw.id;
    node.tree_ = raw.tree;
    node.source_ = source;
    return node;
  }

  [[nodiscard]] static TSNode unwrap(const Node& node) {
    return TSNode{{node.context_[0], node.context_[1], node.context_[2], node.context_[3]},
                  node.id_,
                  static_cast<const TSTree*>(node.tree_)};
  }

  [[nodiscard]] static const char* source(const Node& node) { return node.source_; }
};

// A walk along a tree without recursion; frees what the C cursor holds.
class Cursor {
 public:
  explicit Cursor(const Node& root) : cursor_(ts_tree_cursor_new(Handle::unwrap(root))) {}
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;
  ~Cursor() { ts_tree_cursor_delete(&cursor_); }

  [[nodiscard]] TSNode node() const { return ts_tree_cursor_current_node(&cursor_); }
  [[nodiscard]] TSFieldId field_id() const { return ts_tree_cursor_current_field_id(&cursor_); }
  [[nodiscard]] const char* field_name() const {
    return ts_tree_cursor_current_field_name(&cursor_);
  }
  bool to_first_child() { return ts_tree_cursor_goto_first_child(&cursor_); }
  bool to_next_sibling() { return ts_tree_cursor_goto_next_sibling(&cursor_); }
  bool to_parent() { return ts_tree_cursor_goto_parent(&cursor_); }

 private:
  TSTreeCursor cursor_;
};

// The grammar for Python; the same object for the life of the process.
[[nodiscard]] const TSLanguage* python_language();

// The enumerator for a symbol of the grammar.
[[nodiscard]] NodeKind kind_of_symbol(TSSymbol symbol);
// The grammar's number of a field.
[[nodiscard]] TSFieldId id_of_field(Field field);

}  // namespace autopar::syntax
