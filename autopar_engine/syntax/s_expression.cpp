#include "syntax/s_expression.hpp"

#include "syntax/handle.hpp"

namespace autopar::syntax {
namespace {

bool is_shown(TSNode raw) { return ts_node_is_named(raw) || ts_node_is_missing(raw); }

void open(const Cursor& cursor, std::string& text) {
  const TSNode raw = cursor.node();
  if (!text.empty()) {
    text += ' ';
  }
  if (const char* field = cursor.field_name(); field != nullptr) {
    text.append(field).append(": ");
  }
  text.append(ts_node_is_missing(raw) ? "(MISSING " : "(").append(ts_node_type(raw));
}

// Leaves nodes until one has a sibling to go on with; false when the root is left.
bool to_next_in_document(Cursor& cursor, std::string& text) {
  while (true) {
    if (is_shown(cursor.node())) {
      text += ')';
    }
    if (cursor.to_next_sibling()) {
      return true;
    }
    if (!cursor.to_parent()) {
      return false;
    }
  }
}

}  // namespace

std::string to_s_expression(const Node& node) {
  std::string text;
  Cursor cursor(node);
  do {
    do {
      if (is_shown(cursor.node())) {
        open(cursor, text);
      }
    } while (cursor.to_first_child());
  } while (to_next_in_document(cursor, text));
  return text;
}

}  // namespace autopar::syntax
