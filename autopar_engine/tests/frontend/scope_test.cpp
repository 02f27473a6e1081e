#include "frontend/scope.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <tuple>

#include "syntax/syntax_tree.hpp"

namespace autopar::frontend {
namespace {

using syntax::Node;
using syntax::NodeKind;

std::vector<std::string> golden_texts() {
  std::vector<std::string> texts;
  for (const char* folder : {"verdict", "refusal"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(AUTOPAR_GOLDEN) + "/" + folder)) {
      std::ifstream file(entry.path());
      texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
  }
  return texts;
}

// Compares the scopes of a text, made with reads and without.
class TwoScopes {
 public:
  // Of all scopes so far.
  std::size_t reads = 0;
  std::size_t others = 0;
  std::size_t inner_scopes = 0;

  void compare(Node node, const Scope* parent, const Scope* lean_parent) {
    const Scope full = make_scope(node, parent, facts_);
    const Scope lean = make_scope(node, lean_parent, facts_, Reads::Dropped);
    EXPECT_EQ(full.context, lean.context);
    EXPECT_EQ(full.dotted_name, lean.dotted_name);
    EXPECT_EQ(full.parameters, lean.parameters);
    EXPECT_EQ(full.reads_unknown_names, lean.reads_unknown_names);
    for (const std::string& name : lean.occurrences.names()) {
      EXPECT_TRUE(full.occurrences.contains(name)) << name;
    }
    for (const std::string& name : full.occurrences.names()) {
      compare_name(name, full, lean);
    }
    compare_inner(node, full, lean);
  }

 private:
  void compare_name(const std::string& name, const Scope& full, const Scope& lean) {
    std::vector<Occurrence> expected;
    for (const Occurrence& each : full.find(name)) {
      if (each.role == OccurrenceRole::Read) {
        ++reads;
      } else {
        expected.push_back(each);
      }
    }
    others += expected.size();
    EXPECT_TRUE(std::ranges::equal(expected, lean.find(name))) << name;
    EXPECT_EQ(full.binds(name), lean.binds(name)) << name;
    EXPECT_EQ(meaning_of(name, full), meaning_of(name, lean)) << name;
  }

  // What resolve_name says, with the owner's name for the owner.
  std::tuple<Resolution::Kind, std::string, std::string> meaning_of(const std::string& name,
                                                                    const Scope& scope) {
    const Resolution found = resolve_name(name, scope, facts_);
    return {found.kind, found.owner == nullptr ? "none" : "of " + found.owner->dotted_name,
            std::string(found.imported_as)};
  }

  void compare_inner(Node node, const Scope& full, const Scope& lean) {
    for (const Node& child : node.named_children()) {
      if (child.is(NodeKind::FunctionDefinition) || child.is(NodeKind::ClassDefinition) ||
          child.is(NodeKind::Lambda)) {
        ++inner_scopes;
        compare(child, &full, &lean);
      } else {
        compare_inner(child, full, lean);
      }
    }
  }

  ModuleFacts facts_;
};

TEST(Scope, without_reads_it_says_the_same_of_everything_else) {
  TwoScopes scopes;
  for (const std::string& text : golden_texts()) {
    const auto tree = syntax::SyntaxTree::parse(text);
    ASSERT_TRUE(tree);
    SCOPED_TRACE(text);
    scopes.compare(tree->root(), nullptr, nullptr);
  }
  EXPECT_GT(scopes.reads, 1000U);
  EXPECT_GT(scopes.others, 1000U);
  EXPECT_GT(scopes.inner_scopes, 50U);
}

}  // namespace
}  // namespace autopar::frontend
