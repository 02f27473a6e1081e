#include <gtest/gtest.h>

#include "dependence/analysis.hpp"
#include "frontend/lower.hpp"

namespace autopar::dependence {
namespace {

constexpr const char* kBegin = R"(
s = 1
t = 1
n = 20
word = ""
x = [1.0] * 20
y = [1.0] * 20
b = [2.0] * 20
c = [3.0] * 20
for i in range(3, 20):
)";

// The names of the recurrences of a loop with that body, without what takes them apart.
std::vector<std::string> names_of(const std::string& body) {
  const auto tree = syntax::SyntaxTree::parse(kBegin + body).value();
  const frontend::ModuleFacts facts;
  std::vector<std::string> names;
  for (const loop_ir::LoopNest& nest : frontend::lower_loops(tree, {"test.py", facts, nullptr})) {
    const NestAnalysis analysis = analyze(nest);
    for (const std::string& name : analysis.of(loop_ir::LoopNest::root()).recurrences) {
      names.push_back(name.substr(0, name.find(": ")));
    }
  }
  return names;
}

std::vector<std::string> linear(int order, const std::string& places) {
  return {"linear recurrence of order " + std::to_string(order) + " in " + places};
}

const std::vector<std::string> kNone;

TEST(RecurrenceNames, of_one_name_are_linear_where_its_factor_is_free_of_it) {
  EXPECT_EQ(names_of("    s = b[i] * s + c[i]\n"), linear(1, "s"));
  EXPECT_EQ(names_of("    s = c[i] - s * b[i] / 2\n"), linear(1, "s"));
  EXPECT_EQ(names_of("    s = s + 0.5 * (b[i] - s)\n"), linear(1, "s"));
  EXPECT_EQ(names_of("    s *= b[i]\n    s += c[i]\n"), linear(1, "s"));
  EXPECT_EQ(names_of("    s = b[i] * s if b[i] > 0 else c[i]\n"), linear(1, "s"));
  EXPECT_EQ(names_of("    old = s\n    s = b[i] * old + 1\n    y[i] = s\n"), linear(1, "s"));
}

TEST(RecurrenceNames, of_one_name_under_a_test_need_a_test_that_is_free_of_it) {
  EXPECT_EQ(names_of("    if b[i] > 0:\n        s = b[i] * s + c[i]\n"), linear(1, "s"));
  EXPECT_EQ(names_of("    if s > 0:\n        s = b[i] * s + c[i]\n"), kNone);
  EXPECT_EQ(names_of("    s = b[i] * s if s > 0 else c[i]\n"), kNone);
}

TEST(RecurrenceNames, are_none_where_a_place_is_multiplied_by_what_depends_on_it) {
  EXPECT_EQ(names_of("    s = s * s + c[i]\n"), kNone);
  EXPECT_EQ(names_of("    u = s + 1\n    s = u * s\n"), kNone);
  EXPECT_EQ(names_of("    y[i] = s\n    s = 2 * s + y[i]\n"), kNone);
  EXPECT_EQ(names_of("    s = 3.9 * s * (1 - s)\n"), kNone);
  EXPECT_EQ(names_of("    s = 2 ** s + 1\n"), kNone);
  EXPECT_EQ(names_of("    s, t = 2 * t, t * s\n"), kNone);
  EXPECT_EQ(names_of("    s = (s * 5 + 1) % 7\n"), kNone);
}

TEST(RecurrenceNames, are_none_of_lists_and_strings) {
  EXPECT_EQ(names_of("    x = x + [b[i]]\n"), kNone);
  EXPECT_EQ(names_of("    word = word + str(b[i])\n"), kNone);
  EXPECT_EQ(names_of("    word = 'a' + word\n"), kNone);
}

TEST(RecurrenceNames, of_names_in_a_circle_have_as_many_orders) {
  EXPECT_EQ(names_of("    s, t = t, s + t\n"), linear(2, "s, t"));
  EXPECT_EQ(names_of("    u = s + t\n    s = t\n    t = u\n"), linear(2, "s, t"));
  EXPECT_EQ(names_of("    s = 2 * s + t * b[i]\n    t = s - 3 * t\n"), linear(2, "s, t"));
}

TEST(RecurrenceNames, of_names_without_a_circle_stand_alone) {
  const std::vector<std::string> both{"linear recurrence of order 1 in s",
                                      "linear recurrence of order 1 in t"};
  EXPECT_EQ(names_of("    s = 2 * s + b[i]\n    t = 3 * t + s\n"), both);
}

TEST(RecurrenceNames, of_a_quotient_of_linear_forms_are_of_moebius) {
  const std::vector<std::string> moebius{"Moebius recurrence in s"};
  EXPECT_EQ(names_of("    s = (b[i] * s + 1) / (c[i] * s + 2)\n"), moebius);
  EXPECT_EQ(names_of("    s = b[i] + c[i] / s\n"), moebius);
  EXPECT_EQ(names_of("    s = s / (1 + s) * s\n"), kNone);
  EXPECT_EQ(names_of("    s = 1 / s + s\n"), kNone);
}

TEST(RecurrenceNames, of_a_running_value_are_prefix_scans) {
  EXPECT_EQ(names_of("    s += b[i]\n    y[i] = s\n"),
            std::vector<std::string>{"prefix scan by + in s"});
  EXPECT_EQ(names_of("    s = max(s, b[i])\n    y[i] = s\n"),
            std::vector<std::string>{"prefix scan by max in s"});
  EXPECT_EQ(names_of("    x[i] = x[i - 1] + b[i]\n"),
            std::vector<std::string>{"prefix scan by + in x"});
  EXPECT_EQ(names_of("    x[i] = x[i - 1] - b[i]\n"),
            std::vector<std::string>{"prefix scan by + in x"});
  EXPECT_EQ(names_of("    x[i] = min(b[i], x[i - 1])\n"),
            std::vector<std::string>{"prefix scan by min in x"});
  EXPECT_EQ(names_of("    x[i] *= x[i - 1]\n"), std::vector<std::string>{"prefix scan by * in x"});
}

TEST(RecurrenceNames, of_cells_reach_back_as_far_as_the_oldest_cell) {
  EXPECT_EQ(names_of("    x[i] = b[i] * x[i - 1] + c[i]\n"), linear(1, "x"));
  EXPECT_EQ(names_of("    x[i] = 0.5 * x[i - 1] + x[i - 2] / 4 + 1\n"), linear(2, "x"));
  EXPECT_EQ(names_of("    x[i] = b[i] * x[i - 3]\n"), linear(3, "x"));
  EXPECT_EQ(names_of("    x[i] -= b[i] * x[i - 1]\n"), linear(1, "x"));
  EXPECT_EQ(names_of("    x[i] = b[i] / (1 + x[i - 1])\n"),
            std::vector<std::string>{"Moebius recurrence in x"});
}

TEST(RecurrenceNames, of_cells_are_none_where_cells_meet_in_a_product_or_come_back_otherwise) {
  EXPECT_EQ(names_of("    x[i] = x[i - 1] * x[i - 2]\n"), kNone);
  EXPECT_EQ(names_of("    u = x[i - 1]\n    x[i] = b[i] * x[i - 1] + u\n"), kNone);
  EXPECT_EQ(names_of("    x[i] = max(2 * x[i - 1], b[i])\n"), kNone);
  EXPECT_EQ(names_of("    x[i] = b[i] * x[i - 1]\n    x[i - 2] = 0\n"), kNone);
  EXPECT_EQ(names_of("    y[i] = x[i - 1]\n    x[i] = 2 * y[i - 1]\n"), kNone);
}

TEST(RecurrenceNames, are_not_given_where_more_than_the_recurrence_ties_the_iterations) {
  EXPECT_EQ(names_of("    s = b[i] * s + c[i]\n    if b[i] < 0:\n        break\n"), kNone);
  EXPECT_EQ(names_of("    s = b[i] * s + c[i]\n    print(s)\n"), kNone);
  EXPECT_EQ(names_of("    s = b[i] * s + c[i]\n    x[i] = 2 * x[i - 1] + 1\n"), kNone);
  EXPECT_EQ(names_of("    for j in range(3):\n        s = b[j] * s + c[i]\n"), kNone);
}

}  // namespace
}  // namespace autopar::dependence
