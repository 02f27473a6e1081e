#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/frontend/lowering_support.hpp"

namespace autopar::frontend {
namespace {

using loop_ir::AccessMode;

struct AffineRow {
  const char* text;
  const char* written;
};

void PrintTo(const AffineRow& row, std::ostream* stream) { *stream << row.text; }

class Affine : public testing::TestWithParam<AffineRow> {};

// The last element that the text writes, with its forms.
TEST_P(Affine, the_written_element_has_the_expected_form) {
  const auto writes = elements_of(nest_of(GetParam().text), AccessMode::Write);
  ASSERT_FALSE(writes.empty());
  EXPECT_EQ(writes.back(), GetParam().written) << GetParam().text;
}

constexpr AffineRow kRows[] = {
    {"for i in range(n):\n    a[i] = 0\n", "a[i] Lin1"},
    {"for i in range(n):\n    a[2*i - 1 + n] = 0\n", "a[2*i + n - 1] Linsym"},
    {"for i in range(n):\n    a[-(i + 1)] = 0\n", "a[-i - 1] Lin1"},
    {"for i in range(n):\n    for j in range(i):\n        a[i][j] = 0\n", "a[i][j] Lin1 Lin1"},
    {"for i in range(n):\n    for j in range(i):\n        a[i, j + i] = 0\n",
     "a[i][i + j] Lin1 Linn"},
    {"for i in range(n):\n    a[len(b) - i] = 0\n", "a[-i + len(b)] Linsym"},
    {"for i in range(n):\n    a[i + b.shape[1]] = 0\n", "a[i + b.shape[1]] Linsym"},
    {"for i in range(n):\n    a[i + self.n] = 0\n", "a[i + self.n] Linsym"},
    {"for i in range(n):\n    a[i * n] = 0\n", "a[?] Nonlin"},
    {"for i in range(n):\n    a[i * i] = 0\n", "a[?] Nonlin"},
    {"for i in range(n):\n    a[i // 2] = 0\n", "a[?] Moddiv"},
    {"for i in range(n):\n    a[b[i]] = 0\n", "a[?] Indirect"},
    {"for i in range(n):\n    a[f(i)] = 0\n", "a[?] Nonlin"},
    {"for i in range(n):\n    a[3] = 0\n", "a[3] Inv"},
    {"for i in range(n):\n    a[k] = 0\n", "a[k] Inv"},
    {"for i in range(n):\n    a[i, :] = 0\n", "a[i][?] Lin1 Slice"},
    {"for i in range(n):\n    a['x'] = 0\n", "a[?] Key"},
    {"for i in range(n):\n    a[b > 0] = 0\n", "a[?] Mask"},
    // Temporaries.
    {"for i in range(n):\n    j = i + 1\n    a[j] = 0\n", "a[i + 1] Lin1"},
    {"for i in range(n):\n    j = i + 1\n    k = 2 * j\n    if c:\n        a[k] = 0\n",
     "a[2*i + 2] Lin1"},
    {"for i in range(n):\n    a[j] = 0\n    j = i + 1\n", "a[?] Variant"},
    {"for i in range(n):\n    if c:\n        j = i\n    a[j] = 0\n", "a[?] Variant"},
    {"for i in range(n):\n    j = i\n    j = j + 1\n    a[j] = 0\n", "a[?] Variant"},
    {"for i in range(n):\n    k += 1\n    a[k] = 0\n", "a[?] Variant"},
    {"for i in range(n):\n    j, k = i, i\n    a[j] = 0\n", "a[?] Variant"},
    // Indices that the body stores to, or that another loop uses too.
    {"for i in range(n):\n    i = i + 1\n    a[i] = 0\n", "a[?] Variant"},
    {"for i in range(n):\n    for i in range(m):\n        a[i] = 0\n", "a[i] Lin1"},
    {"for i in range(n):\n    for i in range(m):\n        pass\n    a[i] = 0\n", "a[?] Variant"},
    {"for t in range(n):\n    for i in range(m):\n        pass\n"
     "    for i in range(m):\n        a[i] = 0\n",
     "a[i] Lin1"},
    // Values that change with an outer loop.
    {"for t in range(n):\n    m = f(t)\n    for i in range(m):\n        a[i + m] = 0\n",
     "a[i + m] Linsym"},
    {"for t in range(n):\n    for i in range(m):\n        a[i + m] = 0\n    m = f(t)\n",
     "a[?] Variant"},
    {"for t in range(n):\n    m = f(t)\n    a[m] = 0\n", "a[?] Variant"},
    // Lengths that may change.
    {"for i in range(n):\n    b.append(i)\n    a[len(b)] = 0\n", "a[?] Nonlin"},
    {"for i in range(n):\n    b[1:2] = []\n    a[len(b)] = 0\n", "a[?] Nonlin"},
    // Other targets.
    {"for x in b:\n    a[x] = 0\n", "a[?] Variant"},
    {"for i, x in enumerate(b):\n    a[i] = x\n", "a[i] Lin1"},
    {"for i, x in enumerate(b, 1):\n    a[i] = x\n", "a[i] Lin1"},
    {"for i in reversed(range(n)):\n    a[i] = 0\n", "a[i] Lin1"},
    {"while i < n:\n    a[i] = 0\n    i += 1\n", "a[?] Variant"},
    // Integers that leave 64 bits.
    {"for i in range(n):\n    a[9223372036854775807 + 1 + i] = 0\n", "a[?] Nonlin"},
    {"for i in range(n):\n    a[4611686018427387904 * 2 * i] = 0\n", "a[?] Nonlin"},
};

INSTANTIATE_TEST_SUITE_P(Rows, Affine, testing::ValuesIn(kRows));

TEST(Affine, a_name_that_holds_no_integer_is_no_symbol) {
  const auto nest = nest_of("k = 'x'\nfor i in range(n):\n    a[k] = i\n");
  EXPECT_THAT(elements_of(nest, AccessMode::Write), testing::ElementsAre("a[?] Inv"));
}

TEST(Affine, a_long_chain_of_temporaries_is_given_up) {
  std::string text = "for i in range(n):\n    t0 = i\n";
  for (int step = 1; step < 60; ++step) {
    const std::string previous = "t" + std::to_string(step - 1);
    text += "    t" + std::to_string(step) + " = " + previous + " - " + previous + " + i\n";
  }
  text += "    a[t59] = 0\n";
  EXPECT_THAT(elements_of(nest_of(text), AccessMode::Write), testing::ElementsAre("a[?] Variant"));
}

}  // namespace
}  // namespace autopar::frontend
