#include "syntax/node.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "syntax/syntax_tree.hpp"

namespace autopar::syntax {
namespace {

using testing::ElementsAre;

std::vector<std::string> texts_of(const std::vector<Node>& nodes) {
  std::vector<std::string> texts;
  texts.reserve(nodes.size());
  for (const Node& node : nodes) {
    texts.emplace_back(node.text());
  }
  return texts;
}

TEST(Node, a_field_names_the_parts_of_a_for_statement) {
  const SyntaxTree tree = SyntaxTree::parse("for i in x:\n    pass\nelse:\n    f()\n").value();
  const Node loop = tree.root().named_children().at(0);
  ASSERT_TRUE(loop.is(NodeKind::ForStatement));
  EXPECT_EQ(loop.child(Field::Left)->text(), "i");
  EXPECT_EQ(loop.child(Field::Right)->text(), "x");
  EXPECT_TRUE(loop.child(Field::Body)->is(NodeKind::Block));
  EXPECT_TRUE(loop.child(Field::Alternative)->is(NodeKind::ElseClause));
  EXPECT_FALSE(loop.child(Field::Condition).has_value());
}

TEST(Node, tokens_are_found_by_their_text) {
  const SyntaxTree tree = SyntaxTree::parse("async for i in x: pass\n").value();
  const Node loop = tree.root().named_children().at(0);
  EXPECT_TRUE(loop.has_token("async"));
  EXPECT_FALSE(loop.has_token("while"));
}

TEST(Node, a_comparison_gives_its_operators_in_order) {
  const SyntaxTree tree = SyntaxTree::parse("a < b is not c not in d\n").value();
  const Node comparison = tree.root().named_children().at(0).named_children().at(0);
  ASSERT_TRUE(comparison.is(NodeKind::ComparisonOperator));
  EXPECT_THAT(texts_of(comparison.children(Field::Operators)),
              ElementsAre("<", "is not", "not in"));
  EXPECT_THAT(texts_of(comparison.named_children()), ElementsAre("a", "b", "c", "d"));
}

TEST(Node, comments_are_not_children) {
  const SyntaxTree tree = SyntaxTree::parse("# one\nf(a,  # two\n  b)\n# three\n").value();
  ASSERT_EQ(tree.root().named_children().size(), 1u);
  const Node call = tree.root().named_children().at(0).named_children().at(0);
  EXPECT_THAT(texts_of(call.child(Field::Arguments)->named_children()), ElementsAre("a", "b"));
}

TEST(Node, columns_count_utf8_bytes_and_lines_count_from_one) {
  const SyntaxTree tree = SyntaxTree::parse("pass\n\"\xc3\xa4\" + x\n").value();
  const Node sum = tree.root().named_children().at(1).named_children().at(0);
  const SourceRange range = sum.child(Field::Right)->range();
  EXPECT_EQ(range.begin.line, 2u);
  EXPECT_EQ(range.begin.column_bytes, 7u);
  EXPECT_EQ(range.begin.offset_bytes, 12u);
  EXPECT_EQ(range.end.offset_bytes, 13u);
}

TEST(Node, every_kind_and_field_has_the_name_of_the_grammar) {
  EXPECT_EQ(name_of(NodeKind::Error), "ERROR");
  EXPECT_EQ(name_of(NodeKind::ForStatement), "for_statement");
  EXPECT_EQ(name_of(Field::Alternative), "alternative");
}

}  // namespace
}  // namespace autopar::syntax
