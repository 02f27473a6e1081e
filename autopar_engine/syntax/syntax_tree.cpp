#include "syntax/syntax_tree.hpp"

#include <fmt/format.h>

#include <utility>

#include "syntax/flat_tree.hpp"
#include "syntax/parse_text.hpp"

namespace autopar::syntax {
struct SyntaxTree::Storage {
  std::string text;
  FlatTree flat;
};

SyntaxTree::SyntaxTree(std::unique_ptr<Storage> storage) : storage_(std::move(storage)) {}
SyntaxTree::SyntaxTree(SyntaxTree&&) noexcept = default;
SyntaxTree& SyntaxTree::operator=(SyntaxTree&&) noexcept = default;
SyntaxTree::~SyntaxTree() = default;

Result<SyntaxTree> SyntaxTree::parse(std::string text, const ParseLimits& limits) {
  if (text.size() > limits.size_bytes) {
    return fail(
        fmt::format("text of {} bytes is over the limit of {}", text.size(), limits.size_bytes));
  }
  SyntaxTree parsed(std::make_unique<Storage>());
  Storage& storage = *parsed.storage_;
  storage.text = std::move(text);
  const ParsedText parsed_text(storage.text, limits.time_us);
  const TSTree* const tree = parsed_text.tree();
  if (tree == nullptr) {
    return fail(fmt::format("parsing took longer than {} us", limits.time_us));
  }
  const std::uint32_t nodes = ts_node_descendant_count(ts_tree_root_node(tree));
  if (nodes > limits.nodes) {
    return fail(
        fmt::format("syntax tree of {} nodes is over the limit of {}", nodes, limits.nodes));
  }
  storage.flat = flatten(*tree);
  if (storage.flat.depth > limits.depth) {
    return fail(fmt::format("nesting of {} levels is over the limit of {}", storage.flat.depth,
                            limits.depth));
  }
  return parsed;
}

Node SyntaxTree::root() const { return node_at(0); }

Node SyntaxTree::node_at(std::uint32_t position) const {
  return {storage_->flat.nodes.data(), position, storage_->text.data()};
}

const std::string& SyntaxTree::text() const { return storage_->text; }

std::uint32_t SyntaxTree::node_count() const {
  return static_cast<std::uint32_t>(storage_->flat.nodes.size());
}

std::uint32_t SyntaxTree::depth() const { return storage_->flat.depth; }

}  // namespace autopar::syntax
