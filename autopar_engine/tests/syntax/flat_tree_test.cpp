#include "syntax/flat_tree.hpp"

#include <gtest/gtest.h>
#include <tree_sitter/api.h>

#include <random>
#include <string>
#include <vector>

#include "syntax/grammar.hpp"
#include "syntax/parse_text.hpp"

namespace autopar::syntax {
namespace {

// Comments, continuations, strings with parts, names that the grammar gives to children (aliases),
// fields of hidden nodes, Python 2, and bytes above 127.
constexpr const char* kText = R"(# first
import numpy as np, os.path
from a.b import (c as d, e)  # behind
@decorator(1)
async def f(a, b: int = 2, *c, d=3, **e) -> "str":
    """doc"""
    global g
    async for i, (j, k) in enumerate(x[1:2, ::3]): await h(i)
    else:
        pass
    return f"a{i!r:>{width}} b" 'c' rb'\n\x41'

class A(B, metaclass=C):
    x: int = 0
    def m(self): return lambda x, *y: (yield x)

while (n := len(a)) > 10 and not b or c < d <= e != f:
  if x: break
  elif y: continue
  else: del z[0], w
try:
    with open("ä€𝄞") as f, g: a, *b = c = d
except (E, F) as error: raise G from error
except* H: pass
finally: x += 1; y **= -2j; z = 0x1F if a else [b for c in d if e for f in g]
match x:
    case [1, *rest] if y: pass
    case {"k": v, **w} | A.B(z=None): pass
print >>out, "a", b
print "c"
exec "d" in e
a = {1: 2, **b}, {3, *c}, (d for d in e), f[...], g.h.i(*j, k=l, **m) @ n \
    // o
print(type(a))
if x:
	a = b ; assert c, "d"
)";

// What tree-sitter's own cursor finds.
class CursorWalk {
 public:
  explicit CursorWalk(const TSTree& tree) : cursor_(ts_tree_cursor_new(ts_tree_root_node(&tree))) {}
  CursorWalk(const CursorWalk&) = delete;
  CursorWalk& operator=(const CursorWalk&) = delete;
  ~CursorWalk() { ts_tree_cursor_delete(&cursor_); }

  void expect_same(const FlatTree& flat) {
    visit(flat, 1);
    ASSERT_EQ(next_, flat.nodes.size());
    EXPECT_EQ(deepest_, flat.depth);
  }

 private:
  void visit(const FlatTree& flat, std::uint32_t depth) {
    ASSERT_LT(next_, flat.nodes.size());
    const FlatNode& node = flat.nodes[next_++];
    deepest_ = std::max(deepest_, depth);
    expect_same_node(node);
    if (ts_tree_cursor_goto_first_child(&cursor_)) {
      do {
        visit(flat, depth + 1);
      } while (!testing::Test::HasFailure() && ts_tree_cursor_goto_next_sibling(&cursor_));
      ts_tree_cursor_goto_parent(&cursor_);
    }
    EXPECT_EQ(node.subtree_end, next_);
  }

  void expect_same_node(const FlatNode& node) {
    const TSNode raw = ts_tree_cursor_current_node(&cursor_);
    EXPECT_EQ(node.begin.line, ts_node_start_point(raw).row + 1);
    EXPECT_EQ(node.begin.column_bytes, ts_node_start_point(raw).column);
    EXPECT_EQ(node.begin.offset_bytes, ts_node_start_byte(raw));
    EXPECT_EQ(node.end.line, ts_node_end_point(raw).row + 1);
    EXPECT_EQ(node.end.column_bytes, ts_node_end_point(raw).column);
    EXPECT_EQ(node.end.offset_bytes, ts_node_end_byte(raw));
    EXPECT_EQ(node.symbol, ts_node_symbol(raw));
    EXPECT_EQ(node.kind, kind_of_symbol(ts_node_symbol(raw)));
    EXPECT_EQ(node.field_id, ts_tree_cursor_current_field_id(&cursor_));
    EXPECT_EQ(node.is_named, ts_node_is_named(raw));
    EXPECT_EQ(node.is_missing, ts_node_is_missing(raw));
    EXPECT_EQ(node.is_error, ts_node_is_error(raw));
    EXPECT_EQ(node.has_error, ts_node_has_error(raw));
    EXPECT_EQ(node.is_trivia, ts_node_is_extra(raw) && !ts_node_is_error(raw));
  }

  TSTreeCursor cursor_;
  std::uint32_t next_ = 0;
  std::uint32_t deepest_ = 0;
};

void expect_as_cursor(const std::string& text) {
  const ParsedText parsed(text, 0);
  ASSERT_NE(parsed.tree(), nullptr);
  CursorWalk(*parsed.tree()).expect_same(flatten(*parsed.tree()));
}

TEST(FlatTree, is_what_the_cursor_of_tree_sitter_finds) {
  expect_as_cursor(kText);
  for (const char* text :
       {"", "\n\n", "x", "  # only a comment", "(", "for", "\xff\xfe", "a b c"}) {
    SCOPED_TRACE(text);
    expect_as_cursor(text);
  }
}

TEST(FlatTree, is_what_the_cursor_finds_in_damaged_text) {
  std::mt19937 random(20260);  // NOLINT(cert-msc51-cpp): the same texts every time
  const std::string whole = kText;
  for (int count = 0; count < 300 && !testing::Test::HasFailure(); ++count) {
    std::string text = whole;
    for (int cut = 0; cut < 3; ++cut) {
      text.erase(random() % text.size(), 1 + random() % 30);
    }
    SCOPED_TRACE(text);
    expect_as_cursor(text);
  }
}

}  // namespace
}  // namespace autopar::syntax
