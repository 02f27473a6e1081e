#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "loop_ir/text.hpp"
#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::LoopNest;
using testing::ElementsAre;
using testing::IsEmpty;

// A function of this body, lowered for compilation. Without the space before hidden names.
LoopNest counted_nest(const std::string& loop) {
  auto nests = counted_nests_of("def f(a, b, n, s):\n    " + loop + "\n");
  EXPECT_EQ(nests.size(), 1U);
  for (const loop_ir::NameId name_id : nests.front().names.ids()) {
    std::string& text = nests.front().names[name_id].text;
    text = text.substr(text.starts_with(' ') ? 1 : 0);
  }
  return nests.front();
}

// "for x in a" and the assignments that the body begins with.
std::vector<std::string> header_and_bindings(const std::string& loop) {
  const LoopNest nest = counted_nest(loop);
  const loop_ir::Loop& root = nest.loops[LoopNest::root()];
  const auto text = [&](loop_ir::ExpressionId id) { return loop_ir::print_expression(nest, id); };
  std::vector<std::string> lines{text(root.target_id) + " in " + text(root.iterable_id)};
  for (const auto statement_id : root.body) {
    if (const auto* assign = std::get_if<loop_ir::Assign>(&nest.statements[statement_id].node)) {
      lines.push_back(text(assign->target_ids.front()) + " = " + text(assign->value_id));
    }
  }
  return lines;
}

TEST(CountedLoops, bind_the_element_at_the_position) {
  EXPECT_THAT(header_and_bindings("for x in a: s += x"),
              ElementsAre("position in range(len(a))", "x = a[position]"));
  EXPECT_THAT(header_and_bindings("for x in reversed(a): s += x"),
              ElementsAre("position in range(len(a))", "x = a[len(a) + -1 - position]"));
  EXPECT_THAT(header_and_bindings("for x, y in zip(a, b, strict=False): s += x"),
              ElementsAre("position in range(len(a))", "x = a[position]", "y = b[position]"));
}

TEST(CountedLoops, count_in_the_name_that_enumerate_binds) {
  EXPECT_THAT(header_and_bindings("for i, x in enumerate(a): s += x"),
              ElementsAre("i in range(len(a))", "x = a[i]"));
  EXPECT_THAT(header_and_bindings("for i, x in enumerate(a, 3): s += x"),
              ElementsAre("i in range(3, len(a) + 3)", "x = a[i + -3]"));
  EXPECT_THAT(header_and_bindings("for i, (x, y) in enumerate(zip(a, b)): s += x"),
              ElementsAre("i in range(len(a))", "x = a[i]", "y = b[i]"));
}

// The element is bound last, over the number.
TEST(CountedLoops, count_in_a_name_of_their_own_where_the_number_is_bound_over) {
  EXPECT_THAT(header_and_bindings("for i, i in enumerate(a, 2): s += i"),
              ElementsAre("position in range(len(a))", "i = position + 2", "i = a[position]"));
  EXPECT_THAT(header_and_bindings("for (i, x), y in zip(enumerate(a, 2), b): s += i"),
              ElementsAre("i in range(2, len(a) + 2)", "x = a[i + -2]", "y = b[i + -2]"));
}

TEST(CountedLoops, know_how_far_they_count) {
  EXPECT_EQ(domain_of(counted_nest("for x in a: s += x"), 0), "[0, len(a)) step 1");
  EXPECT_EQ(domain_of(counted_nest("for i, x in enumerate(a, 3): s += x"), 0),
            "[3, len(a) + 3) step 1");
  EXPECT_THAT(
      elements_of(counted_nest("for i, x in enumerate(a, 3): b[i] = x"), loop_ir::AccessMode::Read),
      ElementsAre("a[i - 3] Lin1"));
}

TEST(CountedLoops, leave_what_they_cannot_count_as_it_is) {
  for (const char* loop :
       {"for x in a[1:]: s += x", "for p in zip(a, b): s += 1", "for a in a: s += a",
        "for x, y in zip(a): s += x", "for i, x in enumerate(a, n): s += x",
        "for b, a in zip(a, b): s += a", "for x, y in a: s += x", "for b[0] in a: s += 1",
        "for x in zip(a, strict=True): s += 1", "for x in sorted(a): s += x"}) {
    EXPECT_THAT(header_and_bindings(loop).front(), testing::Not(testing::HasSubstr("range(len(")))
        << loop;
  }
}

TEST(CountedLoops, are_compiled_without_the_calls_of_their_header) {
  EXPECT_THAT(refusals_of(counted_nest("for i, x in enumerate(zip(a, b)): pass")),
              testing::Not(IsEmpty()));
  EXPECT_THAT(refusals_of(counted_nest("for i, (x, y) in enumerate(zip(a, b)): s += x")),
              IsEmpty());
}

}  // namespace
}  // namespace autopar::frontend
