#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/source.hpp"
#include "syntax/node_kind.hpp"

namespace autopar::syntax {

struct FlatNode;

// A node of a syntax tree: a small value that is passed by value and is valid as long as the
// SyntaxTree that it comes from, moved or not.
//
// Comments and line continuations are never among the children. An ERROR node anywhere below
// makes has_error() true; a node that the parser put in for a token that was not there is missing.
class Node {
 public:
  [[nodiscard]] NodeKind kind() const;
  // The grammar's own name, also for kinds that NodeKind calls Token or Other.
  [[nodiscard]] std::string_view kind_name() const;
  [[nodiscard]] bool is(NodeKind wanted) const { return kind() == wanted; }
  [[nodiscard]] bool is_missing() const;
  // A comment or line continuation, which no list of children has.
  [[nodiscard]] bool is_trivia() const;
  [[nodiscard]] bool has_children() const;
  [[nodiscard]] bool has_error() const;

  [[nodiscard]] SourceRange range() const;
  [[nodiscard]] std::string_view text() const;

  // The first child of that field.
  [[nodiscard]] std::optional<Node> child(Field field) const;
  // All children of that field, in order; tokens too (the operators of a comparison).
  [[nodiscard]] std::vector<Node> children(Field field) const;
  // All children, tokens too, in order. Linear in their number.
  [[nodiscard]] std::vector<Node> children() const;
  // The children that are not tokens, in order. Linear in their number.
  [[nodiscard]] std::vector<Node> named_children() const;
  // Is one of the direct children the token `text`, for example "async" of a for statement?
  [[nodiscard]] bool has_token(std::string_view text) const;

  // The first ERROR or missing node at or below this one, in document order.
  [[nodiscard]] std::optional<Node> first_error() const;

  // An identity within the tree: equal for two views of one node.
  [[nodiscard]] bool operator==(const Node& other) const {
    return nodes_ == other.nodes_ && position_ == other.position_;
  }

 private:
  friend class SyntaxTree;
  friend std::string to_s_expression(const Node& node);
  Node(const FlatNode* nodes, std::uint32_t position, const char* source)
      : nodes_(nodes), source_(source), position_(position) {}

  [[nodiscard]] const FlatNode& flat() const;
  [[nodiscard]] Node at(std::uint32_t position) const { return {nodes_, position, source_}; }

  const FlatNode* nodes_;
  const char* source_;
  std::uint32_t position_;
};

}  // namespace autopar::syntax
