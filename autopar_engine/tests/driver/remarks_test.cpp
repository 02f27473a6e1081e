#include "driver/remarks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/stages.hpp"

namespace autopar::driver {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Explanation explanation_of(const std::string& text) { return explain({"test.py", text}).value(); }

TEST(Remarks, the_source_stands_with_the_verdict_below_each_header) {
  const std::string text =
      print_remarks(explanation_of("import numpy as np\n"
                                   "a = np.zeros(100)\n"
                                   "for i in range(100):\n"
                                   "    a[i] = 1.0\n"));
  EXPECT_THAT(text, StartsWith("test.py\n    1 | import numpy as np\n    2 | a = np.zeros(100)\n"
                               "    3 | for i in range(100):\n      | ^ "));
  EXPECT_THAT(text, HasSubstr("    4 |     a[i] = 1.0\n"));
}

TEST(Remarks, a_proven_dependence_shows_its_counterexample) {
  const std::string text =
      print_remarks(explanation_of("def f(a):\n"
                                   "    for i in range(1, 100):\n"
                                   "        a[i] = a[i - 1] * 0.5 + 1.0\n"));
  EXPECT_THAT(text, HasSubstr("counterexample: iterations ("));
  EXPECT_THAT(text, HasSubstr("lines 3 and 3"));
}

TEST(Remarks, an_unknown_loop_names_the_guard_and_the_reason) {
  const std::string text =
      print_remarks(explanation_of("def saxpy(a, x, y):\n"
                                   "    for i in range(len(x)):\n"
                                   "        y[i] = a * x[i] + y[i]\n"));
  EXPECT_THAT(text, HasSubstr("UNKNOWN, so it runs in order; DOALL at stage "));
  EXPECT_THAT(text, HasSubstr("reasons: R_"));
  EXPECT_THAT(text, Not(HasSubstr("not compiled")));
}

TEST(Remarks, guards_promise_a_verdict_only_if_they_answer_every_question) {
  const std::string text =
      print_remarks(explanation_of("def f(a, n):\n"
                                   "    for t in range(n):\n"
                                   "        a[0:n, t + 1] = a[0:n, t]\n"));
  EXPECT_THAT(text, Not(HasSubstr("DOALL")));
  EXPECT_THAT(text, Not(HasSubstr(" if ")));
}

TEST(Remarks, what_is_not_compiled_says_where_and_why) {
  EXPECT_THAT(print_remarks(explanation_of("for i in range(3):\n    print(i)\n")),
              HasSubstr("not compiled: the compiler does not know this call: print (line 2)"));
}

TEST(Remarks, names_that_the_transformations_tell_are_not_told_again) {
  const std::string sums =
      print_remarks(explanation_of("s = 0\n"
                                   "for i in range(9):\n"
                                   "    t = i * i\n"
                                   "    s += t\n"));
  EXPECT_THAT(sums, HasSubstr("needs: a copy of t for each iteration"));
  EXPECT_THAT(sums, HasSubstr("s reduced by +"));
  EXPECT_THAT(sums, Not(HasSubstr("private:")));
  EXPECT_THAT(sums, Not(HasSubstr("reduced:")));
  EXPECT_THAT(print_remarks(explanation_of("for i in range(9):\n    t = i * i\n    print(t)\n")),
              HasSubstr("private: t\n"));
}

TEST(Remarks, a_call_that_is_not_compiled_is_not_said_to_be_unknown) {
  const std::string text =
      print_remarks(explanation_of("out = []\nfor i in range(9):\n    out.append(i)\n"));
  EXPECT_THAT(text, HasSubstr("^ COLLECT, decided"));
  EXPECT_THAT(text,
              HasSubstr("not compiled: this call may do more than return a value: out.append"));
}

TEST(Remarks, a_name_that_the_loop_binds_may_hold_one_object_twice) {
  EXPECT_THAT(print_remarks(explanation_of("def f(x):\n    for i in range(9):\n"
                                           "        row = x[i]\n        row[0] = 1\n")),
              HasSubstr("row is bound in the loop, and may hold one object in several iterations"));
}

TEST(Remarks, verdicts_alone_name_file_line_and_column) {
  EXPECT_THAT(print_verdicts(explanation_of("if x:\n    for i in y:\n        pass\n")),
              StartsWith("test.py:2:5: "));
}

TEST(Remarks, a_damaged_loop_gets_no_verdict_and_the_others_do) {
  const std::string text = print_remarks(
      explanation_of("for i in range(9):\n    x = = i\nfor j in range(9):\n    print(j)\n"));
  EXPECT_THAT(text,
              HasSubstr("    1 | for i in range(9):\n      | ^ no verdict, quality DAMAGED: "));
  EXPECT_THAT(text, HasSubstr("    2 |     x = = i\n      |         ^ syntax error: "));
  EXPECT_THAT(text, HasSubstr("    3 | for j in range(9):\n      | ^ ORDERED_IO, decided"));
  EXPECT_THAT(text, HasSubstr("syntax error: elsewhere in the text"));
}

TEST(Remarks, a_loop_with_an_open_bracket_is_damaged) {
  EXPECT_THAT(print_verdicts(explanation_of("for i in range(9):\n    x = (i\n")),
              HasSubstr("no verdict, quality DAMAGED"));
  EXPECT_THAT(print_verdicts(explanation_of("x = [i for i in range(9]\n")),
              Not(HasSubstr("decided")));
  EXPECT_THAT(print_verdicts(explanation_of("for i in range(9):\nprint(i)\n")),
              HasSubstr("no verdict, quality DAMAGED"));
}

TEST(Remarks, text_that_is_no_utf8_and_text_without_an_end_are_printed) {
  EXPECT_EQ(print_remarks(explanation_of("x = '\xff'")), "test.py\n    1 | x = '\xff'\n");
  EXPECT_EQ(print_remarks(explanation_of("")), "test.py\n");
}

TEST(Stages, every_stage_dumps_something_for_a_loop) {
  const Explanation explanation = explanation_of("for i in range(1, 9):\n    a[i] = a[i - 1]\n");
  for (const StageDump& stage : stage_dumps()) {
    EXPECT_FALSE(stage.dump(explanation).empty()) << stage.name;
    EXPECT_EQ(find_stage_dump(stage.name), &stage);
  }
  EXPECT_EQ(find_stage_dump("nothing"), nullptr);
}

}  // namespace
}  // namespace autopar::driver
