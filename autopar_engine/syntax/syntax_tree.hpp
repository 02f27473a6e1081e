#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "autopar/result.hpp"
#include "syntax/node.hpp"

namespace autopar::syntax {

// What a text may cost. Over a limit, parsing is an error, so that everything downstream may
// recurse along the tree: no path in it is longer than `depth`.
struct ParseLimits {
  std::size_t size_bytes = std::size_t{8} << 20;
  std::uint32_t depth = 1000;
  std::uint32_t nodes = 4'000'000;
  // Processor time of one parse; reached only by texts that are built to be slow.
  std::uint64_t time_us = 10'000'000;
};

// A text and its concrete syntax tree; owns both. Any bytes are taken: what is not Python becomes
// Error nodes. Python 2's print and exec statements have nodes of their own.
//
// Lines end at \n: texts with lone \r have other line numbers in CPython.
class SyntaxTree {
 public:
  [[nodiscard]] static Result<SyntaxTree> parse(std::string text, const ParseLimits& limits = {});

  SyntaxTree(SyntaxTree&&) noexcept;
  SyntaxTree& operator=(SyntaxTree&&) noexcept;
  ~SyntaxTree();

  [[nodiscard]] Node root() const;
  // In document order, parents first; tokens and comments included. position < node_count().
  [[nodiscard]] Node node_at(std::uint32_t position) const;
  [[nodiscard]] const std::string& text() const;
  // Tokens included.
  [[nodiscard]] std::uint32_t node_count() const;
  // Nodes on the longest path from the root to a leaf; 1 for an empty text.
  [[nodiscard]] std::uint32_t depth() const;

 private:
  struct Storage;
  explicit SyntaxTree(std::unique_ptr<Storage> storage);

  std::unique_ptr<Storage> storage_;
};

}  // namespace autopar::syntax
