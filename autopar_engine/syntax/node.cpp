#include "syntax/node.hpp"

#include "syntax/grammar.hpp"

namespace autopar::syntax {
namespace {

// Calls take(position) for every child that is not trivia, until it answers false.
template <class Take>
void for_each_child(const FlatNode* nodes, std::uint32_t parent, Take take) {
  const std::uint32_t end = nodes[parent].subtree_end;
  for (std::uint32_t child = parent + 1; child < end; child = nodes[child].subtree_end) {
    if (!nodes[child].is_trivia && !take(child)) {
      return;
    }
  }
}

}  // namespace

std::string_view Node::kind_name() const {
  return ts_language_symbol_name(python_language(), flat().symbol);
}

bool Node::has_children() const {
  bool has_one = false;
  for_each_child(nodes_, position_, [&](std::uint32_t) {
    has_one = true;
    return false;
  });
  return has_one;
}

std::optional<Node> Node::child(Field field) const {
  std::optional<Node> found;
  const TSFieldId wanted = id_of_field(field);
  for_each_child(nodes_, position_, [&](std::uint32_t position) {
    if (nodes_[position].field_id == wanted) {
      found = at(position);
    }
    return !found;
  });
  return found;
}

// Counted before they are stored: most lists are short and live for a moment.
template <class IsWanted>
std::vector<Node> Node::collect(IsWanted is_wanted) const {
  const std::uint32_t end = flat().subtree_end;
  std::size_t count = 0;
  for (std::uint32_t child = position_ + 1; child < end; child = nodes_[child].subtree_end) {
    count += is_wanted(nodes_[child]) ? 1 : 0;
  }
  std::vector<Node> found;
  found.reserve(count);
  for (std::uint32_t child = position_ + 1; child < end; child = nodes_[child].subtree_end) {
    if (is_wanted(nodes_[child])) {
      found.push_back(at(child));
    }
  }
  return found;
}

std::vector<Node> Node::children(Field field) const {
  const TSFieldId wanted = id_of_field(field);
  return collect(
      [&](const FlatNode& child) { return !child.is_trivia && child.field_id == wanted; });
}

std::vector<Node> Node::children() const {
  return collect([](const FlatNode& child) { return !child.is_trivia; });
}

std::vector<Node> Node::named_children() const {
  return collect([](const FlatNode& child) { return child.is_named && !child.is_trivia; });
}

bool Node::has_token(std::string_view text) const {
  bool found = false;
  for_each_child(nodes_, position_, [&](std::uint32_t position) {
    found = !nodes_[position].is_named && at(position).kind_name() == text;
    return !found;
  });
  return found;
}

std::optional<Node> Node::first_error() const {
  for (std::uint32_t position = position_; position < flat().subtree_end; ++position) {
    if (nodes_[position].is_error || nodes_[position].is_missing) {
      return at(position);
    }
  }
  return std::nullopt;
}

}  // namespace autopar::syntax
