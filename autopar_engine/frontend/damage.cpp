#include "frontend/damage.hpp"

#include <algorithm>

namespace autopar::frontend {
namespace {

using loop_ir::Loop;
using loop_ir::LoopNest;
using loop_ir::Quality;
using syntax::Node;
using syntax::NodeKind;

std::vector<Node> damaged_nodes(const syntax::SyntaxTree& tree) {
  std::vector<Node> found;
  for (std::uint32_t position = 0; position < tree.node_count(); ++position) {
    const Node node = tree.node_at(position);
    const bool is_empty_block = node.is(NodeKind::Block) && !node.has_children();
    if (node.is(NodeKind::Error) || node.is_missing() || is_empty_block) {
      found.push_back(node);
    }
  }
  return found;
}

bool touch(const SourceRange& error, const SourceRange& loop) {
  const std::uint32_t begin = error.begin.offset_bytes;
  const std::uint32_t end = error.end.offset_bytes;
  if (begin == end) {
    return loop.begin.offset_bytes <= begin && begin <= loop.end.offset_bytes;
  }
  return begin < loop.end.offset_bytes && loop.begin.offset_bytes < end;
}

bool is_indentation(const LexicalFault& fault) {
  return fault.kind == LexicalFaultKind::UnexpectedIndent ||
         fault.kind == LexicalFaultKind::UnmatchedDedent;
}

}  // namespace

Damage::Damage(const syntax::SyntaxTree& tree)
    : text_(tree.text()), has_error_(tree.root().has_error()), nodes_(damaged_nodes(tree)) {
  has_error_ = has_error_ || !nodes_.empty();
  for (const LexicalFault& fault : find_lexical_faults(text_)) {
    if (has_error_ || is_indentation(fault)) {
      faults_.push_back(fault);
    }
  }
  has_error_ = has_error_ || !faults_.empty();
}

Quality Damage::quality_of(const LoopNest& nest, const Loop& loop) const {
  const bool is_touched =
      std::ranges::any_of(nodes_,
                          [&](const Node& node) { return touch(node.range(), loop.range); }) ||
      std::ranges::any_of(
          faults_, [&](const LexicalFault& fault) { return touch(fault.range, loop.range); });
  const bool is_element_damaged =
      nest.quality == Quality::Damaged && is_comprehension(nest.loops[LoopNest::root()].kind);
  if (is_touched || is_element_damaged) {
    return Quality::Damaged;
  }
  return has_error_ ? Quality::Recovered : Quality::Clean;
}

}  // namespace autopar::frontend
