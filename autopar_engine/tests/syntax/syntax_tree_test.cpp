#include "syntax/syntax_tree.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "syntax/s_expression.hpp"

namespace autopar::syntax {
namespace {

using testing::HasSubstr;

std::string s_expression_of(std::string text) {
  return to_s_expression(SyntaxTree::parse(std::move(text)).value().root());
}

TEST(SyntaxTree, a_match_statement_parses_as_the_grammar_says) {
  EXPECT_EQ(s_expression_of("match x:\n    case [1, *rest]:\n        pass\n"),
            "(module (match_statement subject: (identifier) body: (block alternative: "
            "(case_clause (case_pattern (list_pattern (case_pattern (integer)) (case_pattern "
            "(splat_pattern (identifier))))) consequence: (block (pass_statement))))))");
}

TEST(SyntaxTree, an_except_star_clause_parses_as_the_grammar_says) {
  EXPECT_EQ(s_expression_of("try:\n    f()\nexcept* ValueError as e:\n    pass\n"),
            "(module (try_statement body: (block (expression_statement (call function: "
            "(identifier) arguments: (argument_list)))) (except_group_clause (as_pattern "
            "(identifier) alias: (as_pattern_target (identifier))) (block (pass_statement)))))");
}

TEST(SyntaxTree, a_parenthesised_with_parses_as_the_grammar_says) {
  EXPECT_EQ(s_expression_of("with (open(a) as f, open(b) as g):\n    pass\n"),
            "(module (with_statement (with_clause (with_item value: (as_pattern (call function: "
            "(identifier) arguments: (argument_list (identifier))) alias: (as_pattern_target "
            "(identifier)))) (with_item value: (as_pattern (call function: (identifier) "
            "arguments: (argument_list (identifier))) alias: (as_pattern_target (identifier))))) "
            "body: (block (pass_statement))))");
}

TEST(SyntaxTree, a_walrus_parses_as_the_grammar_says) {
  EXPECT_EQ(s_expression_of("while (n := f()) > 0: pass\n"),
            "(module (while_statement condition: (comparison_operator (parenthesized_expression "
            "(named_expression name: (identifier) value: (call function: (identifier) arguments: "
            "(argument_list)))) (integer)) body: (block (pass_statement))))");
}

TEST(SyntaxTree, broken_text_gives_a_tree_with_an_error_node) {
  const SyntaxTree tree = SyntaxTree::parse("for i in range(:\n    x = 1\ny = 2\n").value();
  EXPECT_TRUE(tree.root().has_error());
  EXPECT_THAT(to_s_expression(tree.root()), HasSubstr("ERROR"));
  ASSERT_TRUE(tree.root().first_error().has_value());
  EXPECT_EQ(tree.root().first_error()->range().begin.line, 1u);
}

TEST(SyntaxTree, good_text_has_no_error_to_report) {
  EXPECT_FALSE(SyntaxTree::parse("x = 1\n").value().root().first_error().has_value());
}

TEST(SyntaxTree, nodes_stay_valid_when_their_tree_moves) {
  SyntaxTree first = SyntaxTree::parse("a").value();
  const Node root = first.root();
  const SyntaxTree second = std::move(first);
  EXPECT_EQ(root.text(), "a");
  EXPECT_TRUE(root == second.root());
}

TEST(SyntaxTree, an_empty_text_is_a_module_of_depth_one) {
  const SyntaxTree tree = SyntaxTree::parse("").value();
  EXPECT_TRUE(tree.root().is(NodeKind::Module));
  EXPECT_EQ(tree.depth(), 1u);
  EXPECT_EQ(tree.node_count(), 1u);
}

TEST(SyntaxTree, a_text_over_the_size_limit_is_refused_with_both_numbers) {
  const auto parsed = SyntaxTree::parse("x = 1\n", {.size_bytes = 5});
  ASSERT_FALSE(parsed.has_value());
  EXPECT_EQ(parsed.error().message, "text of 6 bytes is over the limit of 5");
}

TEST(SyntaxTree, a_text_over_the_node_limit_is_refused) {
  const auto parsed = SyntaxTree::parse("x = 1\n", {.nodes = 3});
  ASSERT_FALSE(parsed.has_value());
  EXPECT_THAT(parsed.error().message, HasSubstr("is over the limit of 3"));
}

TEST(SyntaxTree, a_text_is_refused_exactly_above_the_depth_limit) {
  const std::uint32_t depth = SyntaxTree::parse("f(a)\n").value().depth();
  EXPECT_TRUE(SyntaxTree::parse("f(a)\n", {.depth = depth}).has_value());
  EXPECT_FALSE(SyntaxTree::parse("f(a)\n", {.depth = depth - 1}).has_value());
}

}  // namespace
}  // namespace autopar::syntax
