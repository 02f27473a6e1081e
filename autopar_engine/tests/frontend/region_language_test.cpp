#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

constexpr const char* kPrelude =
    "import math, cmath\n"
    "import numpy as np\n"
    "def nest(self, a, b, c, n, m, s, t):\n";

// What becomes of every construct that the language of regions names, and of its neighbours, as a
// loop in the function above. A row with an empty answer is a loop nest without a refusal; the
// others name the first refusal and the text that its range covers.
struct Row {
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
    {"for i in range(n): a[i] = 0", ""},
    {"for i in range(2, n): a[i] = 0", ""},
    {"for i in range(n, 0, -2): a[i] = 0", ""},
    {"for i in range(0, n, m): a[i] = 0", ""},
    {"for x in a: s += x", ""},
    {"for x in self.values: s += x", ""},
    {"for x in a[1:n]: s += x", ""},
    {"for x in a[0]: s += x", ""},
    {"for i, x in enumerate(a): b[i] = x", "UnknownCall `enumerate(a)`"},
    {"for i, x in enumerate(a, 1): b[i] = x", "UnknownCall `enumerate(a, 1)`"},
    {"for x, y in zip(a, b): s += x * y", "UnknownCall `zip(a, b)`"},
    {"for i, (x, y) in enumerate(zip(a, b)): c[i] = x * y", "UnknownCall `enumerate(zip(a, b))`"},
    {"for i in reversed(range(n)): a[i] = 0", "UnknownCall `reversed(range(n))`"},
    {"for x in reversed(a): s += x", "UnknownCall `reversed(a)`"},
    {"while n > 0: n -= 1", "WhileLoop `while n > 0: n -= 1`"},
    {"while n: n -= 1\nelse: s = 1", "WhileLoop `while n: n -= 1\n    else: s = 1`"},
    {"for i in range(n):\n    for j in range(i, m): a[i, j] = 0", ""},
    {"for i in range(n):\n    for j in range(b[i], b[i + 1]): s += a[j]", ""},
    {"for i in range(n):\n    s = 0\n    for j in range(m): s += a[i, j]\n    b[i] = s", ""},
    {"for i in range(n):\n    while a[i] > 1: a[i] = a[i] / 2",
     "WhileLoop `while a[i] > 1: a[i] = a[i] / 2`"},
    {"for i in range(n):\n    if a[i] < 0:\n        break\nelse:\n    s = 1", ""},
    {"for i in range(n):\n    if a[i] < 0:\n        continue\n    s += a[i]", ""},
    {"for x in {1, 2}: s += x", "Display `{1, 2}`"},
    {"for x in a.items(): s += x", "UnknownCall `a.items()`"},
    {"for x in sorted(a): s += x", "UnknownCall `sorted(a)`"},
    {"for x in list(zip(a, b)): s += 1", "UnknownCall `list(zip(a, b))`"},
    {"for i in np.arange(n): a[i] = 0", "UnknownCall `np.arange(n)`"},
    {"async for x in a: s += x", "AsyncLoop `async for x in a: s += x`"},
    {"s = [x for x in a]", "Comprehension `[x for x in a]`"},
};

INSTANTIATE_TEST_SUITE_P(Loops, RegionLanguage, testing::ValuesIn(kLoops));

constexpr Row kStatements[] = {
    {"for i in range(n): a[i] = b[i] = 0", ""},
    {"for i in range(n): a[i], b[i] = b[i], a[i]", ""},
    {"for i in range(n): [s, t] = a[i], b[i]", ""},
    {"for i in range(n): s: float = a[i]", ""},
    {"for i in range(n): a[i] **= 2", ""},
    {"for i in range(n):\n    if a[i]: s += 1\n    elif b[i]: s += 2\n    else: s += 3", ""},
    {"for i in range(n): s, *t = a", "Starred `*t`"},
    {"for i in range(n): self.n = i", "UnknownTarget `self.n`"},
    {"for i in range(n): t = [i]", "Display `[i]`"},
    {"for i in range(n): del a[i]", "Delete `del a[i]`"},
    {"for i in range(n): return i", "Return `return i`"},
    {"for i in range(n): assert i", "Assert `assert i`"},
};

INSTANTIATE_TEST_SUITE_P(Statements, RegionLanguage, testing::ValuesIn(kStatements));

constexpr Row kOperands[] = {
    {"for i in range(n): s = True + 1 + 1.5 + 2j", ""},
    {"for i in range(n): s = a[i] if b[i] else c[i]", ""},
    {"for i in range(n): s = 0 < a[i] <= 1 and not b[i] or i is not n", ""},
    {"for i in range(n): s = -a[-i] // 2 % 3 << 1 >> 1 & 7 | 8 ^ ~i", ""},
    {"for i in range(n): s = a[i][0] + b[i, 0]", ""},
    {"for i in range(n): a[i * m + 1] = 0", ""},
    {"for i in range(n): a[i, :] = b[:, i] * 2", ""},
    {"for i in range(n): a[i, 1:m:2] += b[::-1]", ""},
    {"for i in range(len(a)): s = a.shape[0] * a.ndim * a.size", ""},
    {"for i in range(self.n): a[i] = self.options.step", ""},
    {"for i in range(n): s = 'text'", "String `'text'`"},
    {"for i in range(n): s = f'{i:>{n}}'", "FormattedString `f'{i:>{n}}'`"},
    {"for i in range(n): s = 1 << 99999999999999999999", "BigInteger `99999999999999999999`"},
    {"for i in range(n): s = (t := i)", "NamedExpression `t := i`"},
};

INSTANTIATE_TEST_SUITE_P(Operands, RegionLanguage, testing::ValuesIn(kOperands));

constexpr Row kCalls[] = {
    {"for i in range(n): s = abs(min(a[i], 1)) + max(i, 2) + sum(a) + len(a) + int(s)", ""},
    {"for i in range(n): s = float(bool(i)) + round(a[i]) + pow(i, 2) + divmod(i, 3)[0]", ""},
    {"for i in range(n): s = math.sqrt(a[i]) + math.pi + cmath.exp(1j)", ""},
    {"for i in range(n): s = np.sin(a[i]) + np.maximum(a[i], b[i])", ""},
    {"for i in range(n):\n    t = np.zeros((n, m), dtype=float)\n    t[0, 0] = i",
     "UnknownCall `np.zeros((n, m), dtype=float)`"},
    {"for i in range(n): s = np.sum(a)", "UnknownCall `np.sum(a)`"},
    {"for i in range(n): s = sorted(a)", "UnknownCall `sorted(a)`"},
    {"for i in range(n): s = enumerate(a)", "UnknownCall `enumerate(a)`"},
    {"for i in range(n): print(i)", "UnknownCall `print(i)`"},
    {"for i in range(n): b.append(i)", "UnknownCall `b.append(i)`"},
    {"for i in range(n): s = unknown(i)", "UnknownCall `unknown(i)`"},
    {"for i in range(n): s = np.random.rand()", "UnknownCall `np.random.rand()`"},
    {"for i in range(n): s = eval('i')", "DynamicCode `eval('i')`"},
    {"for i in range(n): s = max(*a)", "Starred `*a`"},
};

INSTANTIATE_TEST_SUITE_P(Calls, RegionLanguage, testing::ValuesIn(kCalls));

}  // namespace
}  // namespace autopar::frontend
