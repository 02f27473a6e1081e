#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "dependence/transformations.hpp"
#include "frontend/lower.hpp"
#include "tests/dependence/loop_summary.hpp"

namespace autopar::dependence {
namespace {

// "VERDICT: transformations" of the outermost loop.
std::string needs(const std::string& text) {
  const auto tree = syntax::SyntaxTree::parse(text).value();
  const auto nests = frontend::lower_loops(tree, {"needs.py", {}, nullptr});
  const LoopVerdict verdict = analyze(nests.back()).of(loop_ir::LoopNest::root()).verdict;
  std::vector<std::string> all;
  for (const Transformation& each : verdict.transformations) {
    all.push_back(fmt::format("{} {}{}", code_of(each.kind), each.place, each.op));
  }
  return fmt::format("{}: {}", code_of(verdict.verdict), fmt::join(all, ", "));
}

TEST(Transformations, of_a_loop_without_hazards_are_none) {
  EXPECT_EQ(needs("a = [0] * 9\nfor i in range(9):\n    a[i] = i\n"), "DOALL: ");
}

TEST(Transformations, name_what_a_parallel_loop_needs) {
  EXPECT_EQ(needs("a = [0] * 9\ns = 0\n"
                  "for i in range(9):\n    t = i * i\n    a[i] = t + t\n    s += t\nprint(t)\n"),
            "REDUCE: LAST_VALUE t, REDUCE s+");
}

TEST(Transformations, copy_an_array_for_each_iteration) {
  EXPECT_EQ(needs("def f():\n    b = [0] * 4\n    out = [0] * 9\n"
                  "    for i in range(9):\n        for j in range(4):\n            b[j] = i * j\n"
                  "        out[i] = b[1] + b[3]\n    return out\n"),
            "DOALL_PRIV: PRIVATIZE j, PRIVATIZE_ARRAY b[...]");
}

TEST(Transformations, take_a_snapshot_of_what_later_iterations_overwrite) {
  EXPECT_EQ(needs("a = [1] * 9\nfor i in range(8):\n    a[i] = a[i + 1] * 2\n"), "SEQ: SNAPSHOT a");
}

TEST(Transformations, take_a_snapshot_where_only_data_tells_whether_it_is_needed) {
  EXPECT_EQ(needs("a = [1] * 9\nc = [0, 1, 0, 1, 0, 1, 0, 1]\n"
                  "for i in range(8):\n    if c[i] > 0:\n        a[i] = a[i + 1]\n"),
            "UNKNOWN: SNAPSHOT a");
}

TEST(Transformations, take_a_snapshot_though_another_read_wants_the_new_value) {
  EXPECT_EQ(needs("a = [1] * 9\nb = [2] * 9\nd = [0] * 9\n"
                  "for i in range(8):\n    a[i] = b[i] + 1\n    d[i] = a[i] + a[i + 1]\n"),
            "SEQ: SNAPSHOT a");
}

TEST(Transformations, take_no_snapshot_for_a_read_of_old_and_new_values) {
  EXPECT_EQ(needs("a = [1] * 19\nc = [5] * 9\nb = [0] * 9\n"
                  "for i in range(9):\n    a[i] = c[i]\n"
                  "    for j in range(2):\n        b[i] += a[i + j]\n"),
            "SEQ: ");
}

TEST(Transformations, take_no_snapshot_against_a_flow) {
  EXPECT_EQ(needs("a = [1] * 9\nfor i in range(1, 8):\n    a[i] = a[i - 1] + a[i + 1]\n"), "SEQ: ");
}

TEST(Transformations, take_no_snapshot_where_iterations_write_one_cell) {
  EXPECT_EQ(needs("a = [1] * 12\n"
                  "for i in range(8):\n    a[i] = a[i + 2]\n    a[i + 1] = 3\n"),
            "SEQ: ");
}

TEST(Transformations, are_told_in_words) {
  EXPECT_EQ(describe({TransformationKind::Snapshot, "a", ""}),
            "a snapshot of a, taken before the loop");
  EXPECT_EQ(describe({TransformationKind::Reduce, "s", "+"}), "s reduced by +");
}

}  // namespace
}  // namespace autopar::dependence
