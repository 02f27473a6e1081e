#include <gtest/gtest.h>

#include "tests/dependence/loop_summary.hpp"

namespace autopar::dependence {
namespace {

TEST(InPlace, a_name_bound_inside_a_test_may_be_shared) {
  EXPECT_EQ(summarize_text("import numpy as np\n"
                           "total = np.zeros(3)\n"
                           "y = np.zeros(5)\n"
                           "for i in range(5):\n"
                           "    if (row := total) is not None:\n"
                           "        row += i\n"),
            "i: UNKNOWN until TYPES, R_TYPE");
}

TEST(InPlace, a_number_shares_nothing) {
  EXPECT_EQ(summarize_text("def count(values):\n"
                           "    odd, large = 0, 0\n"
                           "    for i in range(len(values)):\n"
                           "        odd += values[i] % 2\n"
                           "        large += values[i] > 2\n"
                           "    return odd, large\n"),
            "i: REDUCE of floats at LOOP");
}

TEST(InPlace, a_string_grows_into_a_new_one) {
  EXPECT_EQ(summarize_text("def join(words):\n"
                           "    text = ''\n"
                           "    for i in range(3):\n"
                           "        text += ', ' + words[i]\n"
                           "    return text\n"),
            "i: COLLECT at LOOP");
}

// join(words, words) adds letters to the list that it reads.
TEST(InPlace, what_takes_a_string_may_be_a_list_that_grows) {
  EXPECT_EQ(summarize_text("def join(text, words):\n"
                           "    for i in range(3):\n"
                           "        text += ', ' + words[i]\n"
                           "    return text\n"),
            "i: UNKNOWN until TYPES, R_ALIAS");
}

}  // namespace
}  // namespace autopar::dependence
