#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "loop_ir/text.hpp"
#include "loop_ir/traversal.hpp"
#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::AccessMode;
using loop_ir::LoopNest;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

// The last loop of a method with this body, as it is compiled.
LoopNest method(const std::string& loop, const std::string& before = "") {
  const auto nests = counted_nests_of(
      before + "\nclass Grid:\n    def step(self, a, n, s):\n        " + loop + "\n");
  return nests.back();
}

std::vector<std::string> inputs_of(const LoopNest& nest) {
  std::vector<std::string> names;
  for (const loop_ir::NameId name_id : loop_ir::live_in_names(nest)) {
    names.push_back(nest.names[name_id].text);
  }
  return names;
}

TEST(AttributeNames, attributes_of_a_name_that_stays_are_inputs_of_their_own) {
  const LoopNest nest = method(
      "for i in range(1, self.n - 1): self.b[i] = self.alpha * (self.a[i - 1] + self.a[i + 1])");
  EXPECT_THAT(nest.refusals, IsEmpty());
  EXPECT_THAT(inputs_of(nest), UnorderedElementsAre("self.n", "self.b", "self.alpha", "self.a"));
  EXPECT_EQ(domain_of(nest, 0), "[1, self.n - 1) step 1");
  EXPECT_THAT(elements_of(nest, AccessMode::Read),
              ElementsAre("self.a[i - 1] Lin1", "self.a[i + 1] Lin1"));
  EXPECT_THAT(elements_of(nest, AccessMode::Write), ElementsAre("self.b[i] Lin1"));
}

TEST(AttributeNames, the_written_form_keeps_attributes) {
  const auto nests =
      nests_of("def f(self):\n    for i in range(self.n): self.b[i] = self.c.real\n");
  EXPECT_THAT(inputs_of(nests.back()), UnorderedElementsAre("self.b", "self.c.real", "self.n"));
  for (const loop_ir::Expression& expression : nests.back().expressions) {
    const auto* name = std::get_if<loop_ir::NameRead>(&expression.node);
    if (name != nullptr) {
      EXPECT_EQ(nests.back().names[name->name_id].text.find('.'), std::string::npos);
    }
  }
}

TEST(AttributeNames, chains_lead_to_one_name) {
  const LoopNest nest = method("for i in range(self.grid.n): s += self.grid.a[i] * config.k");
  EXPECT_THAT(nest.refusals, IsEmpty());
  EXPECT_THAT(inputs_of(nest), UnorderedElementsAre("s", "self.grid.n", "self.grid.a", "config.k"));
}

TEST(AttributeNames, extents_and_parts_of_numbers_are_no_attributes) {
  const LoopNest nest = method(
      "for i in range(self.a.shape[0]): s += len(self.b) + self.z.real + n.imag + a.shape[1]");
  EXPECT_THAT(nest.refusals, IsEmpty());
  EXPECT_THAT(inputs_of(nest), UnorderedElementsAre("s", "self.a", "self.b", "self.z", "n", "a"));
  EXPECT_EQ(domain_of(nest, 0), "[0, len(self.a)) step 1");
}

TEST(AttributeNames, loops_over_attributes_count) {
  for (const char* header : {"for x in self.a", "for i, x in enumerate(self.a)",
                             "for x, y in zip(self.a, a)", "for x in reversed(self.a)"}) {
    const LoopNest nest = method(std::string(header) + ": s += x");
    EXPECT_THAT(nest.refusals, IsEmpty()) << header;
    EXPECT_THAT(inputs_of(nest), Contains("self.a")) << header;
    EXPECT_EQ(domain_of(nest, 0), "[0, len(self.a)) step 1") << header;
  }
  EXPECT_THAT(refusals_of(nests_of("for i, x in enumerate(c.a): s = x").back()),
              ElementsAre("NotCompiledYet: enumerate"));
}

TEST(AttributeNames, rows_of_attributes_are_read_as_their_elements) {
  const LoopNest nest =
      method("for i in range(n):\n            row = self.grid[i]\n            row[0] = row[i]");
  EXPECT_THAT(nest.refusals, IsEmpty());
  EXPECT_THAT(elements_of(nest, AccessMode::Read), ElementsAre("self.grid[i][i] Lin1 Lin1"));
  EXPECT_THAT(elements_of(nest, AccessMode::Write), ElementsAre("self.grid[i][0] Lin1 Inv"));
  const LoopNest loops = method("for row in self.grid:\n            for x in row: s += x * self.k");
  EXPECT_EQ(domain_of(loops, 0), "[0, len(self.grid)) step 1");
  EXPECT_EQ(domain_of(loops, 1), "[0, self.grid.shape[1]) step 1");
}

TEST(AttributeNames, nests_that_bind_the_object_are_refused) {
  EXPECT_THAT(refusals_of(method("for p in a: s += p.x")),
              ElementsAre("NotCompiledYet: `p.x`, an attribute of what the loop binds"));
  EXPECT_THAT(refusals_of(method("for i in range(self.n):\n            self = a\n")),
              ElementsAre("NotCompiledYet: `self.n`, an attribute of what the loop binds"));
  EXPECT_THAT(refusals_of(method("for i in range(n):\n            s += a.b.c\n            a = s")),
              UnorderedElementsAre("NotCompiledYet: `a.b`, an attribute of what the loop binds",
                                   "NotCompiledYet: `a.b.c`, an attribute of what the loop binds"));
  EXPECT_THAT(refusals_of(method("for self in self.items: s += 1")), Not(IsEmpty()));
}

TEST(AttributeNames, stores_to_attributes_are_refused) {
  EXPECT_THAT(refusals_of(method("for i in range(n): self.total += a[i]")),
              ElementsAre("UnknownTarget: self.total"));
  EXPECT_THAT(refusals_of(method("for self.i in range(n): s += 1")),
              ElementsAre("UnknownTarget: self.i"));
}

TEST(AttributeNames, callees_are_no_inputs) {
  const LoopNest nest =
      method("for i in range(n): s += math.sqrt(self.k) + math.pi", "import math");
  EXPECT_THAT(nest.refusals, IsEmpty());
  EXPECT_THAT(inputs_of(nest), UnorderedElementsAre("s", "n", "self.k", "math.pi"));
  EXPECT_THAT(refusals_of(method("for i in range(n): s += self.get(i)")),
              ElementsAre("UnknownCall: self.get"));
}

TEST(AttributeNames, helpers_read_attributes_of_what_they_are_given) {
  const LoopNest nest = method("for i in range(n): s += f(self, i) + g(self.a, i)",
                               "def f(o, i): return o.k * i\ndef g(x, i): return x[i] + 1\n");
  EXPECT_THAT(nest.refusals, IsEmpty());
  EXPECT_THAT(inputs_of(nest), UnorderedElementsAre("s", "n", "self.k", "self.a"));
  const LoopNest rebound = method("for i in range(n): s += f(self.a, self, i)",
                                  "def f(x, o, i):\n    x = o\n    return x.k * i\n");
  EXPECT_THAT(inputs_of(rebound), UnorderedElementsAre("s", "n", "self.a", "self.k"));
  EXPECT_THAT(
      refusals_of(method("for i in range(n): s += f(self)", "def f(o): return o.__k + 1\n")),
      ElementsAre("NotCompiledYet: the private attribute `__k` in a function"));
}

TEST(AttributeNames, anything_else_may_lead_to_their_objects) {
  const LoopNest nest = method("for i in range(n): s += config.table[i]", "import config");
  const loop_ir::Name& name = name_of(nest, "config.table");
  EXPECT_TRUE(name.is_shared);
  EXPECT_FALSE(name.is_fresh);
  EXPECT_EQ(name.imported_as, "");
}

}  // namespace
}  // namespace autopar::frontend
