#include <gtest/gtest.h>

#include "tests/dependence/loop_summary.hpp"

namespace autopar::dependence {
namespace {

// Of a loop that makes the call and reads the first cell of `row`.
std::string summary_of(const std::string& call) {
  return summarize_text(
      "import numpy as np\n"
      "from scipy import special\n"
      "x = np.arange(5.0)\n"
      "row = np.zeros(1)\n"
      "y = np.zeros(5)\n"
      "for i in range(5):\n"
      "    " +
      call +
      "\n"
      "    y[i] = row[0]\n");
}

TEST(ResultArguments, are_written_behind_the_values_that_a_special_function_takes) {
  for (const char* call : {"special.expit(x[i], row)", "special.expit(x[i], out=row)",
                           "special.jv(2, x[i], row)", "special.hyp2f1(1, 2, 3, x[i], row)",
                           "special.sici(x[i], row, row)", "special.zeta(x[i], None, row)",
                           "special.not_known_here(x[i], row)", "special.expit(*row)"}) {
    EXPECT_EQ(summary_of(call), "i: UNKNOWN until NEVER, R_CALL") << call;
  }
}

TEST(ResultArguments, are_none_among_these_values) {
  for (const char* value :
       {"special.expit(x[i])", "special.jv(2, x[i])", "special.betainc(1.0, 2.0, x[i])",
        "special.polygamma(1, x[i])", "special.hyp2f1(1, 2, 3, x[i])"}) {
    EXPECT_EQ(summary_of(std::string("y[i] = ") + value), "i: DOALL at LIBRARY") << value;
  }
}

}  // namespace
}  // namespace autopar::dependence
