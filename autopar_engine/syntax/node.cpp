#include "syntax/node.hpp"

#include "syntax/handle.hpp"

namespace autopar::syntax {
namespace {

SourcePosition position(TSPoint point, std::uint32_t offset_bytes) {
  return {point.row + 1, point.column, offset_bytes};
}

bool is_trivia(TSNode raw) { return ts_node_is_extra(raw) && !ts_node_is_error(raw); }

// Calls take(raw child, its field) for every child that is not trivia.
template <class Take>
void for_each_child(const Node& node, Take take) {
  Cursor cursor(node);
  for (bool more = cursor.to_first_child(); more; more = cursor.to_next_sibling()) {
    if (!is_trivia(cursor.node())) {
      take(cursor.node(), cursor.field_id());
    }
  }
}

// Moves to the first child from the current one on that holds an error.
bool to_sibling_with_error(Cursor& cursor) {
  do {
    if (ts_node_has_error(cursor.node())) {
      return true;
    }
  } while (cursor.to_next_sibling());
  return false;
}

}  // namespace

NodeKind Node::kind() const { return kind_of_symbol(ts_node_symbol(Handle::unwrap(*this))); }

std::string_view Node::kind_name() const { return ts_node_type(Handle::unwrap(*this)); }

bool Node::is_missing() const { return ts_node_is_missing(Handle::unwrap(*this)); }

bool Node::has_error() const { return ts_node_has_error(Handle::unwrap(*this)); }

SourceRange Node::range() const {
  const TSNode raw = Handle::unwrap(*this);
  return {position(ts_node_start_point(raw), ts_node_start_byte(raw)),
          position(ts_node_end_point(raw), ts_node_end_byte(raw))};
}

std::string_view Node::text() const {
  const TSNode raw = Handle::unwrap(*this);
  const std::uint32_t begin = ts_node_start_byte(raw);
  return {source_ + begin, ts_node_end_byte(raw) - begin};
}

std::optional<Node> Node::child(Field field) const {
  const TSNode found = ts_node_child_by_field_id(Handle::unwrap(*this), id_of_field(field));
  if (ts_node_is_null(found)) {
    return std::nullopt;
  }
  return Handle::wrap(found, source_);
}

std::vector<Node> Node::children(Field field) const {
  std::vector<Node> found;
  for_each_child(*this, [&](TSNode raw, TSFieldId field_id) {
    if (field_id == id_of_field(field)) {
      found.push_back(Handle::wrap(raw, source_));
    }
  });
  return found;
}

std::vector<Node> Node::children() const {
  std::vector<Node> found;
  for_each_child(*this,
                 [&](TSNode raw, TSFieldId) { found.push_back(Handle::wrap(raw, source_)); });
  return found;
}

std::vector<Node> Node::named_children() const {
  std::vector<Node> found;
  for_each_child(*this, [&](TSNode raw, TSFieldId) {
    if (ts_node_is_named(raw)) {
      found.push_back(Handle::wrap(raw, source_));
    }
  });
  return found;
}

bool Node::has_token(std::string_view text) const {
  bool found = false;
  for_each_child(*this, [&](TSNode raw, TSFieldId) {
    found = found || (!ts_node_is_named(raw) && ts_node_type(raw) == text);
  });
  return found;
}

std::optional<Node> Node::first_error() const {
  if (!has_error()) {
    return std::nullopt;
  }
  Cursor cursor(*this);
  while (!ts_node_is_error(cursor.node()) && cursor.to_first_child()) {
    if (!to_sibling_with_error(cursor)) {
      cursor.to_parent();
      break;
    }
  }
  return Handle::wrap(cursor.node(), source_);
}

}  // namespace autopar::syntax
