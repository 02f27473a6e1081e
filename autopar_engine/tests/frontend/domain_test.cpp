#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::Countable;
using loop_ir::DomainKind;
using loop_ir::StepKind;

struct DomainRow {
  const char* header;
  DomainKind kind;
  Countable countable;
  StepKind step_kind;
  const char* bounds;
};

void PrintTo(const DomainRow& row, std::ostream* stream) { *stream << row.header; }

class Domain : public testing::TestWithParam<DomainRow> {};

TEST_P(Domain, a_header_has_its_kind_bounds_and_step) {
  const DomainRow row = GetParam();
  const auto nest = nests_of(std::string(row.header) + ":\n    a[0] = 1\n").at(0);
  const loop_ir::IterationDomain& domain = nest.loops[loop_ir::LoopNest::root()].domain;
  EXPECT_EQ(autopar::name_of(domain.kind), autopar::name_of(row.kind));
  EXPECT_EQ(autopar::name_of(domain.countable), autopar::name_of(row.countable));
  EXPECT_EQ(autopar::name_of(domain.step_kind), autopar::name_of(row.step_kind));
  EXPECT_EQ(domain_of(nest, 0), row.bounds);
}

constexpr DomainRow kRows[] = {
    {"for i in range(10)", DomainKind::RangeConst, Countable::Yes, StepKind::Pos1,
     "[0, 10) step 1"},
    {"for i in range(n)", DomainKind::RangeSym, Countable::Yes, StepKind::Pos1, "[0, n) step 1"},
    {"for i in range(1, n - 1, 2)", DomainKind::RangeSym, Countable::Yes, StepKind::Const,
     "[1, n - 1) step 2"},
    {"for i in range(n, 0, -1)", DomainKind::RangeSym, Countable::Yes, StepKind::Neg,
     "[n, 0) step -1"},
    {"for i in range(0, n, s)", DomainKind::RangeSym, Countable::Yes, StepKind::Sym,
     "[0, n) step ?"},
    {"for i in range(0, n, 0)", DomainKind::RangeSym, Countable::Yes, StepKind::Sym,
     "[0, n) step ?"},
    {"for i in range(n // 2)", DomainKind::RangeExpr, Countable::Yes, StepKind::Pos1,
     "[0, ?) step 1"},
    {"for i in range(*n)", DomainKind::RangeExpr, Countable::Yes, StepKind::Sym, "[?, ?) step ?"},
    {"for i in range(len(x))", DomainKind::RangeLen, Countable::Yes, StepKind::Pos1,
     "[0, len(x)) step 1"},
    {"for i in range(x.shape[0] - 1)", DomainKind::RangeShape, Countable::Yes, StepKind::Pos1,
     "[0, len(x) - 1) step 1"},
    {"for i in xrange(n)", DomainKind::RangeSym, Countable::Yes, StepKind::Pos1, "[0, n) step 1"},
    {"for i in tqdm(range(n))", DomainKind::RangeSym, Countable::Yes, StepKind::Pos1,
     "[0, n) step 1"},
    {"for i in reversed(range(2, n))", DomainKind::RangeSym, Countable::Yes, StepKind::Pos1,
     "[n - 1, 1) step -1"},
    {"for i, j in enumerate(range(5, n))", DomainKind::RangeSym, Countable::Yes, StepKind::Pos1,
     "[0, ?) step 1"},
    {"for x in y", DomainKind::SeqName, Countable::IfSized, StepKind::Na, "[0, len(y)) step 1"},
    {"for i, x in enumerate(y, 3)", DomainKind::SeqName, Countable::IfSized, StepKind::Na,
     "[3, len(y) + 3) step 1"},
    {"for x, z in zip(y, w)", DomainKind::SeqName, Countable::IfSized, StepKind::Na,
     "[0, ?) step 1"},
    {"for x in self.y", DomainKind::SeqAttr, Countable::IfSized, StepKind::Na, "[0, ?) step 1"},
    {"for x in y[1:]", DomainKind::SeqSub, Countable::IfSized, StepKind::Na, "[0, ?) step 1"},
    {"for x in [1, 2, 3]", DomainKind::Literal, Countable::Yes, StepKind::Na, "[0, ?) step 1"},
    {"for k, v in d.items()", DomainKind::DictView, Countable::Yes, StepKind::Na, "[0, ?) step 1"},
    {"for i, r in f.iterrows()", DomainKind::FrameRows, Countable::No, StepKind::Na,
     "[0, ?) step 1"},
    {"for x in open(p)", DomainKind::FileStream, Countable::No, StepKind::Na, "[0, ?) step 1"},
    {"for x in map(f, y)", DomainKind::Itertools, Countable::No, StepKind::Na, "[0, ?) step 1"},
    {"for x in f(y)", DomainKind::FuncCall, Countable::No, StepKind::Na, "[0, ?) step 1"},
    {"for x in y.g()", DomainKind::MethodCall, Countable::No, StepKind::Na, "[0, ?) step 1"},
    {"for x in [z for z in y]", DomainKind::Comprehension, Countable::Yes, StepKind::Na,
     "[0, ?) step 1"},
};

INSTANTIATE_TEST_SUITE_P(Rows, Domain, testing::ValuesIn(kRows));

struct WhileRow {
  const char* text;
  DomainKind kind;
  Countable countable;
};

void PrintTo(const WhileRow& row, std::ostream* stream) { *stream << row.text; }

class WhileDomain : public testing::TestWithParam<WhileRow> {};

TEST_P(WhileDomain, a_test_has_its_kind) {
  const auto nest = nest_of(GetParam().text);
  const loop_ir::IterationDomain& domain = nest.loops[loop_ir::LoopNest::root()].domain;
  EXPECT_EQ(autopar::name_of(domain.kind), autopar::name_of(GetParam().kind));
  EXPECT_EQ(autopar::name_of(domain.countable), autopar::name_of(GetParam().countable));
}

constexpr WhileRow kWhileRows[] = {
    {"while True:\n    break\n", DomainKind::WTrue, Countable::No},
    {"while 1:\n    break\n", DomainKind::WTrue, Countable::No},
    {"while i < n:\n    i += 1\n", DomainKind::WCounter, Countable::Yes},
    {"while n > i:\n    i = i + 2\n", DomainKind::WCounter, Countable::Yes},
    {"while i < n:\n    if c:\n        i += 1\n", DomainKind::WCond, Countable::No},
    {"while i < n:\n    i += 1\n    n -= 1\n", DomainKind::WCond, Countable::No},
    {"while i < n and not done:\n    i += 1\n", DomainKind::WCond, Countable::Bounded},
    {"while abs(x - y) > eps:\n    x = f(x)\n", DomainKind::WConv, Countable::No},
    {"while e > 1e-6:\n    e = f(e)\n", DomainKind::WConv, Countable::No},
    {"while stack:\n    stack.pop()\n", DomainKind::WContainer, Countable::No},
    {"while len(q) > 0:\n    q.pop()\n", DomainKind::WContainer, Countable::No},
    {"while not q:\n    q.pop()\n", DomainKind::WContainer, Countable::No},
    {"while q != []:\n    q.pop()\n", DomainKind::WContainer, Countable::No},
    {"while waiting(q):\n    q.pop()\n", DomainKind::WCond, Countable::No},
    {"while running:\n    step()\n", DomainKind::WCond, Countable::No},
};

INSTANTIATE_TEST_SUITE_P(Rows, WhileDomain, testing::ValuesIn(kWhileRows));

TEST(Domain, constant_ranges_have_a_trip_count) {
  const auto trip = [](const std::string& header) {
    const auto nest = nest_of("for i in " + header + ":\n    pass\n");
    return nest.loops[loop_ir::LoopNest::root()].domain.trip_count;
  };
  EXPECT_EQ(trip("range(10)"), 10);
  EXPECT_EQ(trip("range(0)"), 0);
  EXPECT_EQ(trip("range(5, 2)"), 0);
  EXPECT_EQ(trip("range(0, 10, 3)"), 4);
  EXPECT_EQ(trip("range(10, 0, -3)"), 4);
  EXPECT_EQ(trip("[1, 2]"), 2);
  EXPECT_EQ(trip("range(n)"), std::nullopt);
}

}  // namespace
}  // namespace autopar::frontend
