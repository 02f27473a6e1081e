#include "syntax/syntax_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "autopar/check.hpp"
#include "syntax/handle.hpp"

namespace autopar::syntax {
namespace {

struct DeleteParser {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};

struct DeleteTree {
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};

using ParserPointer = std::unique_ptr<TSParser, DeleteParser>;
using TreePointer = std::unique_ptr<TSTree, DeleteTree>;

// Null when the time was over.
TreePointer parse_text(const std::string& text, std::uint64_t time_us) {
  const ParserPointer parser(ts_parser_new());
  const bool fits = ts_parser_set_language(parser.get(), python_language());
  AUTOPAR_CHECK(fits, "the grammar was generated for another version of tree-sitter");
  ts_parser_set_timeout_micros(parser.get(), time_us);
  return TreePointer(ts_parser_parse_string(parser.get(), nullptr, text.data(),
                                            static_cast<std::uint32_t>(text.size())));
}

std::uint32_t measure_depth(const Node& root) {
  Cursor cursor(root);
  std::uint32_t depth = 1;
  std::uint32_t deepest = 1;
  while (true) {
    if (cursor.to_first_child()) {
      deepest = std::max(deepest, ++depth);
      continue;
    }
    while (!cursor.to_next_sibling()) {
      if (!cursor.to_parent()) {
        return deepest;
      }
      --depth;
    }
  }
}

}  // namespace

struct SyntaxTree::Storage {
  std::string text;
  TreePointer tree;
  std::uint32_t depth = 0;
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
  storage.tree = parse_text(storage.text, limits.time_us);
  if (storage.tree == nullptr) {
    return fail(fmt::format("parsing took longer than {} us", limits.time_us));
  }
  if (parsed.node_count() > limits.nodes) {
    return fail(fmt::format("syntax tree of {} nodes is over the limit of {}", parsed.node_count(),
                            limits.nodes));
  }
  storage.depth = measure_depth(parsed.root());
  if (storage.depth > limits.depth) {
    return fail(
        fmt::format("nesting of {} levels is over the limit of {}", storage.depth, limits.depth));
  }
  return parsed;
}

Node SyntaxTree::root() const {
  return Handle::wrap(ts_tree_root_node(storage_->tree.get()), storage_->text.data());
}

const std::string& SyntaxTree::text() const { return storage_->text; }

std::uint32_t SyntaxTree::node_count() const {
  return ts_node_descendant_count(ts_tree_root_node(storage_->tree.get()));
}

std::uint32_t SyntaxTree::depth() const { return storage_->depth; }

}  // namespace autopar::syntax
