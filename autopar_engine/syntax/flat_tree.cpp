#include "syntax/flat_tree.hpp"

// tree-sitter's own headers: its cursor finds out anew at every step what a walk down knows
// already, and takes a quarter of the time of parsing for it. The sources are pinned
// (scripts/fetch_tree_sitter).
#include <src/language.h>
#include <src/subtree.h>
#include <tree_sitter/api.h>

#include <algorithm>
#include <limits>

#include "autopar/check.hpp"
#include "syntax/grammar.hpp"

namespace autopar::syntax {
namespace {

constexpr std::uint32_t kHidden = std::numeric_limits<std::uint32_t>::max();

// Of open subtrees; few texts go deeper.
constexpr std::size_t kUsualDepth = 64;

SourcePosition to_position(Length length) {
  return {length.extent.row + 1, length.extent.column, length.bytes};
}

// A subtree of tree-sitter whose children are being walked through. Those that the grammar hides
// stand for their children.
struct OpenSubtree {
  const Subtree* children = nullptr;
  std::uint32_t child_count = 0;
  std::uint32_t next = 0;             // among the children
  std::uint32_t next_structural = 0;  // the same, without comments and the like
  Length end{};                       // of the child before `next`
  const TSSymbol* aliases = nullptr;  // names for children, in place of their own; or null
  const TSFieldMapEntry* fields = nullptr;
  const TSFieldMapEntry* fields_end = nullptr;
  TSFieldId field_id = 0;  // of a hidden one: that of its children which have none
  std::uint32_t position = kHidden;
};

// A child as its parent sees it.
struct Child {
  Subtree subtree;
  Length begin;
  TSSymbol alias = 0;
  TSFieldId field_id = 0;

  [[nodiscard]] Length end() const { return length_add(begin, ts_subtree_size(subtree)); }
  [[nodiscard]] bool is_visible() const { return alias != 0 || ts_subtree_visible(subtree); }
};

Child take_child(OpenSubtree& parent) {
  Child child;
  child.subtree = parent.children[parent.next];
  child.begin =
      parent.next == 0 ? parent.end : length_add(parent.end, ts_subtree_padding(child.subtree));
  parent.end = child.end();
  ++parent.next;
  if (ts_subtree_extra(child.subtree)) {
    return child;
  }
  child.field_id = parent.field_id;
  for (const TSFieldMapEntry* entry = parent.fields; entry != parent.fields_end; ++entry) {
    if (!entry->inherited && entry->child_index == parent.next_structural) {
      child.field_id = entry->field_id;
      break;
    }
  }
  child.alias = parent.aliases == nullptr ? 0 : parent.aliases[parent.next_structural];
  ++parent.next_structural;
  return child;
}

// What a symbol of the grammar is shown as.
struct KnownSymbol {
  TSSymbol shown_as = ts_builtin_sym_error;
  NodeKind kind = NodeKind::Error;
};

// Position n holds symbol n.
std::vector<KnownSymbol> list_symbols() {
  std::vector<KnownSymbol> symbols(ts_language_symbol_count(python_language()));
  for (std::size_t position = 0; position < symbols.size(); ++position) {
    const auto symbol = static_cast<TSSymbol>(position);
    const TSSymbol shown_as = ts_language_public_symbol(python_language(), symbol);
    symbols[position] = {shown_as, kind_of_symbol(shown_as)};
  }
  return symbols;
}

class Flattener {
 public:
  explicit Flattener(const TSTree& tree) : root_(ts_tree_root_node(&tree)) {
    flat_.nodes.reserve(ts_node_descendant_count(root_));
    open_.reserve(kUsualDepth);
  }

  FlatTree run() {
    const TSPoint begin = ts_node_start_point(root_);
    take({.subtree = *static_cast<const Subtree*>(root_.id),
          .begin = {ts_node_start_byte(root_), begin}});
    while (!open_.empty()) {
      OpenSubtree& parent = open_.back();
      if (parent.next < parent.child_count) {
        take(take_child(parent));
      } else {
        close();
      }
    }
    return std::move(flat_);
  }

 private:
  void take(const Child& child) {
    if (child.is_visible() || open_.empty()) {
      const auto position = static_cast<std::uint32_t>(flat_.nodes.size());
      flat_.depth = std::max(flat_.depth, depth_ + 1);
      add(child);
      if (ts_subtree_child_count(child.subtree) > 0) {
        ++depth_;
        open(child, position);
      } else {
        flat_.nodes.back().subtree_end = position + 1;
      }
    } else if (ts_subtree_visible_child_count(child.subtree) > 0) {
      open(child, kHidden);
    }
  }

  void add(const Child& child) {
    AUTOPAR_CHECK(child.field_id <= 0xFF, "the grammar has few fields");
    FlatNode& node = flat_.nodes.emplace_back();
    node.begin = to_position(child.begin);
    node.end = to_position(child.end());
    const KnownSymbol symbol =
        known_symbol(child.alias != 0 ? child.alias : ts_subtree_symbol(child.subtree));
    node.symbol = symbol.shown_as;
    node.field_id = static_cast<std::uint8_t>(child.field_id);
    node.kind = symbol.kind;
    node.is_named = child.alias != 0 ? ts_language_symbol_metadata(language_, child.alias).named
                                     : ts_subtree_named(child.subtree);
    node.is_missing = ts_subtree_missing(child.subtree);
    node.is_error = node.symbol == ts_builtin_sym_error;
    node.has_error = ts_subtree_error_cost(child.subtree) > 0;
    node.is_trivia = ts_subtree_extra(child.subtree) && !node.is_error;
  }

  void open(const Child& child, std::uint32_t position) {
    OpenSubtree opened;
    const std::uint32_t production = child.subtree.ptr->production_id;
    opened.children = ts_subtree_children(child.subtree);
    opened.child_count = child.subtree.ptr->child_count;
    opened.end = child.begin;
    opened.aliases = ts_language_alias_sequence(language_, production);
    ts_language_field_map(language_, production, &opened.fields, &opened.fields_end);
    opened.field_id = position == kHidden ? child.field_id : TSFieldId{0};
    opened.position = position;
    open_.push_back(opened);
  }

  void close() {
    if (open_.back().position != kHidden) {
      flat_.nodes[open_.back().position].subtree_end =
          static_cast<std::uint32_t>(flat_.nodes.size());
      --depth_;
    }
    open_.pop_back();
  }

  // Those that the grammar does not list are errors.
  [[nodiscard]] KnownSymbol known_symbol(TSSymbol symbol) const {
    return symbol < symbols_.size() ? symbols_[symbol] : KnownSymbol();
  }

  static const std::vector<KnownSymbol>& all_symbols() {
    static const std::vector<KnownSymbol> kSymbols = list_symbols();
    return kSymbols;
  }

  const TSLanguage* language_ = python_language();
  const std::vector<KnownSymbol>& symbols_ = all_symbols();
  TSNode root_;
  FlatTree flat_;
  std::uint32_t depth_ = 0;
  std::vector<OpenSubtree> open_;
};

}  // namespace

FlatTree flatten(const TSTree& tree) { return Flattener(tree).run(); }

}  // namespace autopar::syntax
