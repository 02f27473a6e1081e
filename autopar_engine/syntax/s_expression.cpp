#include "syntax/s_expression.hpp"

#include <vector>

#include "syntax/flat_tree.hpp"
#include "syntax/grammar.hpp"

namespace autopar::syntax {
namespace {

void open(const FlatNode& node, std::string& text) {
  if (!text.empty()) {
    text += ' ';
  }
  if (node.field_id != 0) {
    text.append(ts_language_field_name_for_id(python_language(), node.field_id)).append(": ");
  }
  text.append(node.is_missing ? "(MISSING " : "(")
      .append(ts_language_symbol_name(python_language(), node.symbol));
}

}  // namespace

std::string to_s_expression(const Node& node) {
  std::string text;
  std::vector<std::uint32_t> ends;
  const std::uint32_t begin = node.position_;
  for (std::uint32_t position = begin; position < node.flat().subtree_end; ++position) {
    for (; !ends.empty() && ends.back() == position; ends.pop_back()) {
      text += ')';
    }
    const FlatNode& flat = node.nodes_[position];
    if (flat.is_named || flat.is_missing) {
      open(flat, text);
      ends.push_back(flat.subtree_end);
    }
  }
  return text.append(ends.size(), ')');
}

}  // namespace autopar::syntax
