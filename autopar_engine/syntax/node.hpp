#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/source.hpp"
#include "syntax/flat_node.hpp"
#include "syntax/node_kind.hpp"

namespace autopar::syntax {

class NamedChildren;

// A node of a syntax tree: a small value that is passed by value and is valid as long as the
// SyntaxTree that it comes from, moved or not.
//
// Comments and line continuations are never among the children. An ERROR node anywhere below
// makes has_error() true; a node that the parser put in for a token that was not there is missing.
class Node {
 public:
  [[nodiscard]] NodeKind kind() const { return flat().kind; }
  // The grammar's own name, also for kinds that NodeKind calls Token or Other.
  [[nodiscard]] std::string_view kind_name() const;
  [[nodiscard]] bool is(NodeKind wanted) const { return kind() == wanted; }
  [[nodiscard]] bool is_missing() const { return flat().is_missing; }
  // A comment or line continuation, which no list of children has.
  [[nodiscard]] bool is_trivia() const { return flat().is_trivia; }
  [[nodiscard]] bool has_children() const;
  [[nodiscard]] bool has_error() const { return flat().has_error; }

  [[nodiscard]] SourceRange range() const { return {flat().begin, flat().end}; }
  [[nodiscard]] std::string_view text() const {
    const FlatNode& node = flat();
    return {source_ + node.begin.offset_bytes, node.end.offset_bytes - node.begin.offset_bytes};
  }

  // The first child of that field.
  [[nodiscard]] std::optional<Node> child(Field field) const;
  // All children of that field, in order; tokens too (the operators of a comparison).
  [[nodiscard]] std::vector<Node> children(Field field) const;
  // All children, tokens too, in order. Linear in their number.
  [[nodiscard]] std::vector<Node> children() const;
  // The children that are not tokens, in order. Linear in their number.
  [[nodiscard]] std::vector<Node> named_children() const;
  // The same, to go through once.
  [[nodiscard]] NamedChildren each_named_child() const;
  // Is one of the direct children the token `text`, for example "async" of a for statement?
  [[nodiscard]] bool has_token(std::string_view text) const;

  // Of nodes at and below this one, tokens and comments included.
  [[nodiscard]] std::uint32_t count() const { return flat().subtree_end - position_; }

  // Is a node at or below this one of one of the kinds? Linear in their number.
  template <class... Kinds>
  [[nodiscard]] bool holds_any_of(Kinds... kinds) const {
    for (std::uint32_t position = position_; position < flat().subtree_end; ++position) {
      if (((nodes_[position].kind == kinds) || ...)) {
        return true;
      }
    }
    return false;
  }

  // The first ERROR or missing node at or below this one, in document order.
  [[nodiscard]] std::optional<Node> first_error() const;

  // An identity within the tree: equal for two views of one node.
  [[nodiscard]] bool operator==(const Node& other) const {
    return nodes_ == other.nodes_ && position_ == other.position_;
  }

 private:
  friend class NamedChildren;
  friend class SyntaxTree;
  friend std::string to_s_expression(const Node& node);
  Node(const FlatNode* nodes, std::uint32_t position, const char* source)
      : nodes_(nodes), source_(source), position_(position) {}

  [[nodiscard]] const FlatNode& flat() const { return nodes_[position_]; }
  [[nodiscard]] Node at(std::uint32_t position) const { return {nodes_, position, source_}; }
  template <class IsWanted>
  [[nodiscard]] std::vector<Node> collect(IsWanted is_wanted) const;

  const FlatNode* nodes_;
  const char* source_;
  std::uint32_t position_;
};

// The children of a node that are not tokens, as a range that holds none of them.
class NamedChildren {
 public:
  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = Node;

    Node operator*() const { return parent_.at(position_); }
    Iterator& operator++() {
      position_ = parent_.nodes_[position_].subtree_end;
      skip_others();
      return *this;
    }
    void operator++(int) { ++*this; }
    [[nodiscard]] bool operator==(std::default_sentinel_t) const {
      return position_ >= parent_.flat().subtree_end;
    }

   private:
    friend class NamedChildren;
    explicit Iterator(Node parent) : parent_(parent), position_(parent.position_ + 1) {
      skip_others();
    }

    void skip_others() {
      for (; position_ < parent_.flat().subtree_end;
           position_ = parent_.nodes_[position_].subtree_end) {
        const FlatNode& node = parent_.nodes_[position_];
        if (node.is_named && !node.is_trivia) {
          return;
        }
      }
    }

    Node parent_;
    std::uint32_t position_;
  };

  explicit NamedChildren(Node parent) : parent_(parent) {}
  [[nodiscard]] Iterator begin() const { return Iterator(parent_); }
  [[nodiscard]] static std::default_sentinel_t end() { return std::default_sentinel; }

 private:
  Node parent_;
};

inline NamedChildren Node::each_named_child() const { return NamedChildren(*this); }

}  // namespace autopar::syntax
