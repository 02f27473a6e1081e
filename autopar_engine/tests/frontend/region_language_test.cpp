#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <span>
#include <string>

#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

constexpr const char* kPrelude =
    "import math, cmath\n"
    "import numpy as np\n"
    "def scaled(x): return x * 2\n"
    "def nest(self, a, b, c, n, m, s, t):\n";

// What becomes of every construct that the language of regions names, and of its neighbours, as a
// loop in the function above. A row with an empty answer is a loop nest without a refusal; the
// others name the first refusal and the text that its range covers.
struct Row {
  const char* item;
  const char* loop;
  const char* refusal;
};

void PrintTo(const Row& row, std::ostream* stream) { *stream << row.loop; }

class RegionLanguage : public testing::TestWithParam<Row> {};

std::string indented(const std::string& text) {
  std::string result = "    ";
  for (const char each : text) {
    result += each;
    result += each == '\n' ? "    " : "";
  }
  return result + "\n";
}

std::string first_refusal(const std::string& text, const loop_ir::LoopNest& nest) {
  if (nest.is_in_region_language()) {
    return "";
  }
  const Refusal& refusal = *nest.refusals.begin();
  const auto begin = refusal.range.begin.offset_bytes;
  return fmt::format("{} `{}`", autopar::name_of(refusal.kind),
                     text.substr(begin, refusal.range.end.offset_bytes - begin));
}

TEST_P(RegionLanguage, holds_a_construct_or_says_where_it_does_not) {
  const std::string text = kPrelude + indented(GetParam().loop);
  const auto nests = nests_of(text);
  ASSERT_EQ(nests.size(), 1u);
  EXPECT_EQ(nests.front().quality, loop_ir::Quality::Clean);
  EXPECT_EQ(first_refusal(text, nests.front()), GetParam().refusal);
}

constexpr Row kLoops[] = {
    {"for over range", "for i in range(n): a[i] = 0", ""},
    {"for over range", "for i in range(2, n): a[i] = 0", ""},
    {"for over range with any step", "for i in range(n, 0, -2): a[i] = 0", ""},
    {"for over range with any step", "for i in range(0, n, m): a[i] = 0", ""},
    {"for over an array or a list", "for x in a: s += x", ""},
    {"for over an array or a list", "for x in self.values: s += x", ""},
    {"for over an array or a list", "for x in a[1:n]: s += x", ""},
    {"for over an array or a list", "for x in a[0]: s += x", ""},
    {"enumerate", "for i, x in enumerate(a): b[i] = x", ""},
    {"enumerate", "for i, x in enumerate(a, 1): b[i] = x", ""},
    {"enumerate", "for i, x in enumerate(a, n): b[i] = x", "NotCompiledYet `enumerate(a, n)`"},
    {"enumerate", "for p in enumerate(a): s += p[0]", "NotCompiledYet `enumerate(a)`"},
    {"zip", "for x, y in zip(a, b): s += x * y", ""},
    {"zip", "for x, y in zip(a, b[1:]): s += x * y", "NotCompiledYet `zip(a, b[1:])`"},
    {"enumerate", "for i, (x, y) in enumerate(zip(a, b)): c[i] = x * y", ""},
    {"reversed", "for i in reversed(range(n)): a[i] = 0", ""},
    {"reversed", "for x in reversed(a): s += x", ""},
    {"reversed", "for x in reversed(a[1:]): s += x", "NotCompiledYet `reversed(a[1:])`"},
    {"while", "while n > 0: n -= 1", ""},
    {"while", "while n: n -= 1\nelse: s = 1", ""},
    {"triangular nest", "for i in range(n):\n    for j in range(i, m): a[i, j] = 0", ""},
    {"data-dependent bounds", "for i in range(n):\n    for j in range(b[i], b[i + 1]): s += a[j]",
     ""},
    {"imperfect nest",
     "for i in range(n):\n    s = 0\n    for j in range(m): s += a[i, j]\n    b[i] = s", ""},
    {"while", "for i in range(n):\n    while a[i] > 1: a[i] = a[i] / 2", ""},
    {"break", "for i in range(n):\n    if a[i] < 0: break\n    s += a[i]", ""},
    {"else", "for i in range(n):\n    if a[i] < 0:\n        break\nelse:\n    s = 1", ""},
    {"continue", "for i in range(n):\n    if a[i] < 0:\n        continue\n    s += a[i]", ""},
    {"everything else", "for x in {1, 2}: s += x", "Display `{1, 2}`"},
    {"everything else", "for x in a.items(): s += x", "UnknownCall `a.items()`"},
    {"everything else", "for x in sorted(a): s += x", "OtherCall `sorted(a)`"},
    {"everything else", "for x in list(zip(a, b)): s += 1", "OtherCall `list(zip(a, b))`"},
    {"everything else", "for i in np.arange(n): a[i] = 0", "OtherCall `np.arange(n)`"},
    {"everything else", "async for x in a: s += x", "AsyncLoop `async for x in a: s += x`"},
    {"comprehension", "s = [x for x in a]", "Comprehension `[x for x in a]`"},
};

INSTANTIATE_TEST_SUITE_P(Loops, RegionLanguage, testing::ValuesIn(kLoops));

constexpr Row kStatements[] = {
    {"assignment", "for i in range(n): a[i] = b[i] = 0", ""},
    {"tuple assignment", "for i in range(n): a[i], b[i] = b[i], a[i]", ""},
    {"tuple assignment", "for i in range(n): [s, t] = a[i], b[i]", ""},
    {"assignment", "for i in range(n): s: float = a[i]", ""},
    {"augmented assignment", "for i in range(n): a[i] **= 2", ""},
    {"if, elif, else",
     "for i in range(n):\n    if a[i]: s += 1\n    elif b[i]: s += 2\n    else: s += 3", ""},
    {"tuple assignment", "for i in range(n): s, *t = a", "Starred `*t`"},
    {"assignment", "for i in range(n): self.n = i", "UnknownTarget `self.n`"},
    {"everything else", "for i in range(n): t = [i]", "Display `[i]`"},
    {"everything else", "for i in range(n): del a[i]", "Delete `del a[i]`"},
    {"everything else", "for i in range(n): return i", "Return `return i`"},
    {"everything else", "for i in range(n): assert i", "Assert `assert i`"},
};

INSTANTIATE_TEST_SUITE_P(Statements, RegionLanguage, testing::ValuesIn(kStatements));

constexpr Row kOperands[] = {
    {"bool, int, float, complex", "for i in range(n): s = True + 1 + 1.5 + 2j", ""},
    {"ternary", "for i in range(n): s = a[i] if b[i] else c[i]", ""},
    {"bool, int, float, complex", "for i in range(n): s = 0 < a[i] <= 1 and not b[i] or i is not n",
     ""},
    {"bool, int, float, complex", "for i in range(n): s = -a[-i] // 2 % 3 << 1 >> 1 & 7 | 8 ^ ~i",
     ""},
    {"nested lists and arrays", "for i in range(n): s = a[i][0] + b[i, 0]", ""},
    {"bool, int, float, complex", "for i in range(n): a[i * m + 1] = 0", ""},
    {"array slice as an implied loop", "for i in range(n): a[i, :] = b[:, i] * 2", ""},
    {"array slice as an implied loop", "for i in range(n): a[i, 1:m:2] += b[::-1]", ""},
    {"shape and len", "for i in range(len(a)): s = a.shape[0] * a.ndim * a.size", ""},
    {"attribute that does not change", "for i in range(self.n): a[i] = self.options.step", ""},
    {"everything else", "for i in range(n): s = 'text'", "String `'text'`"},
    {"everything else", "for i in range(n): s = f'{i:>{n}}'", "FormattedString `f'{i:>{n}}'`"},
    {"everything else", "for i in range(n): s = 1 << 99999999999999999999",
     "BigInteger `99999999999999999999`"},
    {"everything else", "for i in range(n): s = (t := i)", "NamedExpression `t := i`"},
};

INSTANTIATE_TEST_SUITE_P(Operands, RegionLanguage, testing::ValuesIn(kOperands));

constexpr Row kCalls[] = {
    {"calls of abs min max sum len int float bool round pow divmod range",
     "for i in range(n): s = abs(min(a[i], 1)) + max(i, 2) + sum(a) + len(a) + int(s)", ""},
    {"calls of abs min max sum len int float bool round pow divmod range",
     "for i in range(n): s = float(bool(i)) + round(a[i]) + pow(i, 2) + divmod(i, 3)[0]", ""},
    {"functions of math and cmath",
     "for i in range(n): s = math.sqrt(a[i]) + math.pi + cmath.exp(1j)", ""},
    {"element-wise functions of NumPy",
     "for i in range(n): s = np.sin(a[i]) + np.maximum(a[i], b[i])", ""},
    {"np.zeros, np.empty, np.ones",
     "for i in range(n):\n    t = np.zeros((n, m), dtype=float)\n    t[0, 0] = i",
     "NotCompiledYet `np.zeros((n, m), dtype=float)`"},
    {"np.zeros, np.empty, np.ones", "for i in range(n): t = np.empty(m)",
     "NotCompiledYet `np.empty(m)`"},
    {"np.zeros, np.empty, np.ones", "for i in range(n): t = np.ones(m)",
     "NotCompiledYet `np.ones(m)`"},
    {"pure Python function", "for i in range(n): s = scaled(i)", "NotCompiledYet `scaled(i)`"},
    {"everything else", "for i in range(n): s = np.sum(a)", "OtherCall `np.sum(a)`"},
    {"everything else", "for i in range(n): s = sorted(a)", "OtherCall `sorted(a)`"},
    {"everything else", "for i in range(n): s = enumerate(a)", "NotCompiledYet `enumerate(a)`"},
    {"everything else", "for i in range(n): print(i)", "OtherCall `print(i)`"},
    {"everything else", "for i in range(n): b.append(i)", "UnknownCall `b.append(i)`"},
    {"everything else", "for i in range(n): s = unknown(i)", "UnknownCall `unknown(i)`"},
    {"everything else", "for i in range(n): s = np.random.rand()",
     "UnknownCall `np.random.rand()`"},
    {"everything else", "for i in range(n): s = eval('i')", "DynamicCode `eval('i')`"},
    {"everything else", "for i in range(n): s = max(*a)", "Starred `*a`"},
};

INSTANTIATE_TEST_SUITE_P(Calls, RegionLanguage, testing::ValuesIn(kCalls));

// What the contract's list of compiled constructs names, in its order.
constexpr const char* kItems[] = {
    "for over range",
    "for over range with any step",
    "for over an array or a list",
    "enumerate",
    "zip",
    "reversed",
    "while",
    "imperfect nest",
    "triangular nest",
    "data-dependent bounds",
    "break",
    "continue",
    "else",
    "comprehension",
    "bool, int, float, complex",
    "nested lists and arrays",
    "assignment",
    "tuple assignment",
    "augmented assignment",
    "if, elif, else",
    "ternary",
    "calls of abs min max sum len int float bool round pow divmod range",
    "functions of math and cmath",
    "element-wise functions of NumPy",
    "pure Python function",
    "attribute that does not change",
    "array slice as an implied loop",
    "np.zeros, np.empty, np.ones",
    "shape and len",
    "everything else",
};

TEST(RegionLanguageTable, has_a_row_for_each_item_and_no_other) {
  std::set<std::string> with_row;
  for (const std::span<const Row> table :
       {std::span<const Row>(kLoops), std::span<const Row>(kStatements),
        std::span<const Row>(kOperands), std::span<const Row>(kCalls)}) {
    for (const Row& row : table) {
      with_row.insert(row.item);
    }
  }
  EXPECT_THAT(with_row, testing::UnorderedElementsAreArray(kItems));
}

}  // namespace
}  // namespace autopar::frontend
