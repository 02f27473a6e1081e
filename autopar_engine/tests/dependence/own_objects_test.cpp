#include <gtest/gtest.h>

#include "tests/dependence/loop_summary.hpp"

namespace autopar::dependence {
namespace {

constexpr const char* kApart = "i: DOALL at LOOP";
constexpr const char* kOpen = "i: UNKNOWN until TYPES, R_ALIAS";

// A function of x and w whose loop stores x's elements in y; `before` makes y.
std::string verdict_of(const std::string& before,
                       const std::string& body = "        y[i] = x[i] + 1\n") {
  std::string lines;
  for (std::size_t begin = 0; begin < before.size();) {
    const std::size_t end = before.find('\n', begin);
    lines += "    " + before.substr(begin, end + 1 - begin);
    begin = end + 1;
  }
  return summarize_text("import numpy as np\ndef f(x, w):\n" + lines + "    for i in range(9):\n" +
                        body);
}

TEST(OwnObjects, are_apart_from_what_came_into_the_function) {
  EXPECT_EQ(verdict_of("y = [0] * 9\n"), kApart);
  EXPECT_EQ(verdict_of("y = [0, 1, 2, 3, 4, 5, 6, 7, 8]\n"), kApart);
  EXPECT_EQ(verdict_of("y = np.zeros(9)\n"), kApart);
  EXPECT_EQ(verdict_of("y = w\ny = [0] * 9\n"), kApart);
  EXPECT_EQ(verdict_of("w.append(1)\ny = [0] * 9\n"), kApart);
  EXPECT_EQ(verdict_of("y = [0] * 9\nx = w\n"), kApart);
}

TEST(OwnObjects, are_not_those_that_something_else_leads_to) {
  for (const char* leads : {"x.append(y)", "x[0] = y", "x = y", "w = [y]", "w(y)", "w.a = y[1:]",
                            "exec('x = y')", "w = locals()", "g = lambda: y"}) {
    EXPECT_EQ(verdict_of(std::string("y = [0] * 9\n") + leads + "\n"), kOpen) << leads;
  }
  EXPECT_EQ(verdict_of("x = y = [0] * 9\n"), kOpen);
  EXPECT_EQ(verdict_of("y = x = [0] * 9\n"), kOpen);
  EXPECT_EQ(verdict_of("x[0] = y = [0] * 9\n"), kOpen);
  EXPECT_EQ(verdict_of("y = w\nif x:\n    y = [0] * 9\n"), kOpen);
}

TEST(OwnObjects, hold_numbers_when_the_loop_begins) {
  for (const char* value : {"[x] * 9", "[w, x]", "list(x)", "np.array([x, w])",
                            "np.zeros(9, dtype=object)", "np.asarray(x)", "w[:]", "x[:]"}) {
    EXPECT_EQ(verdict_of(std::string("y = ") + value + "\n"), kOpen) << value;
  }
}

TEST(OwnObjects, are_handed_on_by_no_statement_of_the_nest) {
  const auto in_two_loops = [](const std::string& value, const std::string& statement) {
    return verdict_of("y = " + value + "\n", "        " + statement +
                                                 "\n        for j in range(9):\n" +
                                                 "            y[j] = x[j] + 1\n");
  };
  const std::string own = "; j: DOALL at LOOP";
  const std::string open = "; j: UNKNOWN until TYPES, R_ALIAS";
  EXPECT_TRUE(in_two_loops("[0] * 9", "pass").ends_with(own));
  EXPECT_TRUE(in_two_loops("[0] * 9", "w[0] = y[1]").ends_with(own));
  EXPECT_TRUE(in_two_loops("np.zeros((9, 9))", "w[0] = y[1] + y[2]").ends_with(own));
  EXPECT_TRUE(in_two_loops("np.zeros((9, 9))", "y[0] += 1").ends_with(own));
  for (const char* leads : {"x[0] = y", "w(y)", "x = y", "x = w or y", "w[0] = (1, y)"}) {
    EXPECT_TRUE(in_two_loops("[0] * 9", leads).ends_with(open)) << leads;
  }
  for (const char* leads : {"x[0] = y[1]", "x[0] = y[1:]", "w[0] = (y[1], 1)", "w(y[1])"}) {
    EXPECT_TRUE(in_two_loops("np.zeros((9, 9))", leads).ends_with(open)) << leads;
  }
}

TEST(OwnObjects, may_have_parts_that_are_parts_of_others) {
  EXPECT_EQ(verdict_of("y = [0] * 9\n", "        y[i] = x[i][0]\n"), kOpen);
}

TEST(OwnObjects, are_no_names_of_a_module) {
  EXPECT_EQ(summarize_text("y = [0] * 9\nfor i in range(9):\n    y[i] = x[i] + 1\n"), kOpen);
}

}  // namespace
}  // namespace autopar::dependence
