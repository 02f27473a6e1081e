#include <gtest/gtest.h>

#include "tests/dependence/loop_summary.hpp"

namespace autopar::dependence {
namespace {

constexpr const char* kScan = "i: SCAN at LOOP, R_SCALAR";
constexpr const char* kSequential = "i: SEQ at LOOP, R_SCALAR";

// The verdict of a loop that packs: `before` gives k its value, `body` stands in the loop.
std::string verdict_of(const std::string& before, const std::string& body) {
  return summarize_text("packed = [0] * 90\nrows = [[0, 0], [1, 1]]\ndata = [1, -1] * 20\n" +
                        before + "for i in range(40):\n" + body);
}

const std::string kBody = "    if data[i] > 0:\n        packed[k] = i\n        k += 1\n";

TEST(Packing, needs_a_count_that_is_an_integer_from_zero_on) {
  EXPECT_EQ(verdict_of("k = 0\n", kBody), kScan);
  EXPECT_EQ(verdict_of("k = 7\n", kBody), kScan);
  EXPECT_EQ(verdict_of("k = -1\n", kBody), kSequential);
  EXPECT_EQ(verdict_of("k = 0.0\n", kBody), kSequential);
  EXPECT_EQ(verdict_of("k = False\n", kBody), kSequential);
  EXPECT_EQ(verdict_of("k = len(data)\n", kBody), kSequential);
  EXPECT_EQ(verdict_of("", kBody), kSequential);
  EXPECT_EQ(verdict_of("k = -4\nif data:\n    k = 0\n", kBody), kSequential);
}

TEST(Packing, needs_a_count_that_only_grows) {
  EXPECT_EQ(verdict_of("k = 0\n", "    if data[i] > 0:\n        packed[k] = i\n        k += 2\n"),
            kScan);
  EXPECT_EQ(
      verdict_of("k = 0\n", "    if data[i] > 0:\n        packed[k] = i\n        k = 1 + k\n"),
      kScan);
  for (const char* change : {"k -= 1", "k += 0", "k += -1", "k = 1 - k", "k += data[i]", "k = 3",
                             "k *= 2", "k, j = k + 1, 0", "k += 1; del k"}) {
    const std::string body =
        "    if data[i] > 0:\n        packed[k] = i\n        " + std::string(change) + "\n";
    EXPECT_NE(verdict_of("k = 0\n", body), kScan) << change;
  }
}

TEST(Packing, needs_a_step_between_two_executions_of_the_store) {
  EXPECT_EQ(verdict_of("k = 0\n", "    if data[i] > 0:\n        k += 1\n        packed[k] = i\n"),
            kScan);
  EXPECT_EQ(verdict_of("k = 0\n", "    packed[k] = i\n    if data[i] > 0:\n        k += 1\n"),
            kSequential);
  EXPECT_EQ(verdict_of("k = 0\n", "    if data[i] > 0:\n        k += 1\n    packed[k] = i\n"),
            kSequential);
  EXPECT_EQ(verdict_of("k = 0\n",
                       "    if data[i] > 0:\n        packed[k] = i\n    else:\n        k += 1\n"),
            kSequential);
  EXPECT_EQ(verdict_of("k = 0\n",
                       "    if data[i] > 0:\n        packed[k] = i\n        if data[i] > 4:\n"
                       "            continue\n        k += 1\n"),
            kSequential);
  EXPECT_EQ(verdict_of("k = 0\n",
                       "    if data[i] > 0:\n        packed[k] = i\n"
                       "        for j in range(i):\n            k += 1\n"),
            kSequential + std::string("; j: DOALL at LOOP"));
}

TEST(Packing, compares_stores_at_one_offset_of_the_count_only) {
  EXPECT_EQ(
      verdict_of("k = 0\n", "    if data[i] > 0:\n        packed[k + 3] = i\n        k += 1\n"),
      kScan);
  EXPECT_EQ(verdict_of("k = 0\n",
                       "    if data[i] > 0:\n        packed[k] = i\n        packed[k + 1] = 0\n"
                       "        k += 1\n"),
            kSequential);
  EXPECT_EQ(
      verdict_of("k = 1\n", "    if data[i] > 0:\n        packed[k - 1] = i\n        k += 1\n"),
      kSequential);
}

// No other base is read, since a row might be that base.
TEST(Packing, needs_a_dimension_that_tells_cells_apart) {
  EXPECT_EQ(verdict_of("k = 0\n", "    if i % 3:\n        rows[0][k] = i\n        k += 1\n"),
            kScan);
  EXPECT_EQ(verdict_of("k = 0\n", "    if i % 3:\n        rows[k][0] = i\n        k += 1\n"),
            kSequential);
  const std::string grid = "import numpy as np\nk = 0\ngrid = np.zeros((90, 2))\n";
  EXPECT_EQ(verdict_of(grid, "    if i % 3:\n        grid[k, 0] = i\n        k += 1\n"), kScan);
}

}  // namespace
}  // namespace autopar::dependence
