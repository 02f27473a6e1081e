#include "frontend/occurrences.hpp"

#include <gtest/gtest.h>

#include <ranges>

#include "frontend/scope.hpp"
#include "syntax/syntax_tree.hpp"

namespace autopar::frontend {
namespace {

std::vector<std::uint32_t> offsets_of(const OccurrencesOfName& occurrences) {
  std::vector<std::uint32_t> offsets;
  for (const Occurrence& each : occurrences) {
    offsets.push_back(each.offset_bytes);
  }
  return offsets;
}

std::string name_at(std::uint32_t index) { return "name_" + std::to_string(index % 100); }

TEST(Occurrences, keep_the_order_of_each_name_among_many) {
  Occurrences occurrences;
  for (std::uint32_t index = 0; index < 300; ++index) {
    occurrences.add(name_at(index), {.offset_bytes = index});
  }
  std::uint32_t position = 0;
  for (const std::string& name : occurrences.names()) {
    EXPECT_EQ(name, name_at(position));
    const OccurrencesOfName found = occurrences.find(name);
    EXPECT_EQ(offsets_of(found), (std::vector{position, position + 100, position + 200}));
    EXPECT_EQ((*std::views::reverse(found).begin()).offset_bytes, position + 200);
    ++position;
  }
  EXPECT_EQ(position, 100U);
  EXPECT_TRUE(occurrences.find("name_100").empty());
  EXPECT_FALSE(occurrences.contains("name_100"));
}

TEST(Occurrences, keep_their_meanings_when_they_move) {
  Occurrences first;
  {
    const Meaning meaning = {.definition = {.kind = loop_ir::BaseKind::List}, .imported_as = "a.b"};
    first.add("a", {.role = OccurrenceRole::Import, .meaning = &meaning});
  }
  first.add("a", {});
  const Occurrences second = std::move(first);
  const OccurrencesOfName found = second.find("a");
  EXPECT_EQ(found.begin()->imported_as(), "a.b");
  EXPECT_EQ(found.begin()->definition().kind, loop_ir::BaseKind::List);
  EXPECT_EQ(std::next(found.begin())->imported_as(), "");
}

TEST(Occurrences, of_functions_define_the_names_that_these_declare_global) {
  const auto tree = syntax::SyntaxTree::parse(
      "def f():\n  def g():\n    global a\n    a = 1\n  b = 2\n  return g\n");
  const ModuleFacts facts;
  const Scope module = make_scope(tree->root(), nullptr, facts);
  EXPECT_TRUE(module.find("b").empty());
  std::vector<loop_ir::BaseKind> kinds;
  for (const Occurrence& each : module.find("a")) {
    EXPECT_TRUE(each.is_nested);
    kinds.push_back(each.definition().kind);
  }
  EXPECT_EQ(kinds, (std::vector{loop_ir::BaseKind::Unknown, loop_ir::BaseKind::Integer}));
}

}  // namespace
}  // namespace autopar::frontend
