#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <random>
#include <set>

#include "dependence/analysis.hpp"
#include "frontend/lower.hpp"
#include "tests/dependence/random_seed.hpp"

namespace autopar::dependence {
namespace {

constexpr std::int64_t kExtent = 30;
constexpr std::int64_t kTrips = 5;
constexpr std::int64_t kSize = 2;
constexpr int kPrograms = 3000;

// of_i * i + of_j * j + of_n * n + constant, n = kSize.
struct Form {
  std::int64_t of_i = 0;
  std::int64_t of_j = 0;
  std::int64_t of_n = 0;
  std::int64_t constant = 0;

  std::int64_t at(std::int64_t i, std::int64_t j) const {
    return of_i * i + of_j * j + of_n * kSize + constant;
  }
  std::string text() const {
    return fmt::format("{} * i + {} * j + {} * n + {}", of_i, of_j, of_n, constant);
  }
};

struct Relation {
  Form left;
  Form right;
  std::size_t op = 0;

  bool holds(std::int64_t i, std::int64_t j) const {
    const std::int64_t gap = left.at(i, j) - right.at(i, j);
    const std::array<bool, 6> outcomes{gap < 0, gap <= 0, gap > 0, gap >= 0, gap == 0, gap != 0};
    return outcomes.at(op);
  }
  std::string text() const {
    static constexpr std::array<const char*, 6> kTexts{"<", "<=", ">", ">=", "==", "!="};
    return fmt::format("{} {} {}", left.text(), kTexts.at(op), right.text());
  }
};

// for i: for j: if first <joint> second: a[stored] = 1 [else:] x = a[loaded].
struct Program {
  Relation first;
  Relation second;
  bool is_joined_by_or = false;
  bool is_negated = false;
  bool is_read_otherwise = false;
  Form stored;
  Form loaded;

  bool test(std::int64_t i, std::int64_t j) const {
    const bool joined = is_joined_by_or ? first.holds(i, j) || second.holds(i, j)
                                        : first.holds(i, j) && second.holds(i, j);
    return joined != is_negated;
  }
  std::string text() const {
    const std::string joined =
        fmt::format("({} {} {})", first.text(), is_joined_by_or ? "or" : "and", second.text());
    return fmt::format(
        "n = {}\na = [0] * {}\nfor i in range({}):\n    for j in range({}):\n"
        "        if {}{}:\n            a[{}] = 1\n{}            x = a[{}]\n",
        kSize, kExtent, kTrips, kTrips, is_negated ? "not " : "", joined, stored.text(),
        is_read_otherwise ? "        else:\n" : "", loaded.text());
  }
};

std::int64_t cell(std::int64_t index) { return ((index % kExtent) + kExtent) % kExtent; }

// Cells that different iterations of a loop share, one of them storing; by_i: of the outer loop.
bool is_carried(const Program& program, bool by_i) {
  std::set<std::array<std::int64_t, 3>> stores;
  std::set<std::array<std::int64_t, 3>> all;
  for (std::int64_t i = 0; i < kTrips; ++i) {
    for (std::int64_t j = 0; j < kTrips; ++j) {
      const std::int64_t outer = by_i ? 0 : i;
      const std::int64_t own = by_i ? i : j;
      const bool is_taken = program.test(i, j);
      if (is_taken) {
        stores.insert({outer, cell(program.stored.at(i, j)), own});
        all.insert({outer, cell(program.stored.at(i, j)), own});
      }
      if (is_taken != program.is_read_otherwise) {
        all.insert({outer, cell(program.loaded.at(i, j)), own});
      }
    }
  }
  return std::ranges::any_of(stores, [&](const auto& store) {
    return std::ranges::any_of(all, [&](const auto& other) {
      return other[0] == store[0] && other[1] == store[1] && other[2] != store[2];
    });
  });
}

class Programs {
 public:
  explicit Programs(std::uint64_t seed) : engine_(seed) {}

  Program next() { return {relation(), relation(), flip(), flip(), flip(), form(4), form(4)}; }

 private:
  std::int64_t number(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(engine_);
  }
  bool flip() { return number(0, 1) == 1; }
  Form form(std::int64_t constant) {
    return {number(0, 2), number(0, 2), number(0, 1), number(0, constant)};
  }
  Relation relation() { return {form(2), form(4), static_cast<std::size_t>(number(0, 5))}; }

  std::mt19937_64 engine_;
};

TEST(IndexConditions, never_hide_a_dependence) {
  Programs programs(random_seed());
  int parallel = 0;
  for (int count = 0; count < kPrograms; ++count) {
    const Program program = programs.next();
    const auto tree = syntax::SyntaxTree::parse(program.text()).value();
    const frontend::ModuleFacts facts;
    const auto nests = frontend::lower_loops(tree, {"test.py", facts, nullptr});
    const NestAnalysis analysis = analyze(nests.front());
    for (const loop_ir::LoopId loop_id : analysis.nest.loops.ids()) {
      if (is_parallel(analysis.of(loop_id).verdict.verdict)) {
        ++parallel;
        ASSERT_FALSE(is_carried(program, loop_id == loop_ir::LoopNest::root())) << program.text();
      }
    }
  }
  std::cout << parallel << " loops under conditions are parallel\n";
  EXPECT_GT(parallel, kPrograms / 10);
}

// The loop of the last nest in a text that lies outermost.
Verdict verdict_of(const std::string& text) {
  const auto tree = syntax::SyntaxTree::parse(text).value();
  const frontend::ModuleFacts facts;
  const auto nests = frontend::lower_loops(tree, {"test.py", facts, nullptr});
  return analyze(nests.back()).of(loop_ir::LoopNest::root()).verdict.verdict;
}

// Under `i < 4` the loop would not meet what it reads.
Verdict verdict_under(const std::string& before, const std::string& test) {
  return verdict_of("a = [0] * 9\nn = 4\nd = [1] * 9\n" + before + "for i in range(8):\n    " +
                    test + ":\n        a[i] = a[i - 4]\n");
}

TEST(IndexConditions, are_read_of_indices_and_integers_only) {
  EXPECT_EQ(verdict_under("", "if 4 <= i"), Verdict::Doall);
  EXPECT_EQ(verdict_under("a[n] = 1\n", "if 4 <= i and n <= 4"), Verdict::Doall);
  EXPECT_EQ(verdict_under("", "if not i < 4"), Verdict::Doall);
  EXPECT_EQ(verdict_under("", "if d[i] and i > 3"), Verdict::Doall);
  EXPECT_EQ(verdict_under("", "if 4 <= i < d[i]"), Verdict::Doall);
  EXPECT_EQ(verdict_under("", "if d[i] <= i"), Verdict::Unknown);
  EXPECT_EQ(verdict_under("", "if 4 <= i or d[i]"), Verdict::Unknown);
  EXPECT_EQ(verdict_under("", "if not (4 <= i < 9)"), Verdict::Unknown);
  EXPECT_EQ(verdict_under("", "if 3.5 <= i"), Verdict::Unknown);
  EXPECT_EQ(verdict_under("n = 3.5\n", "if n <= i"), Verdict::Unknown);
  EXPECT_EQ(verdict_under("", "if i != 3"), Verdict::Unknown);
  EXPECT_EQ(verdict_under("", "if 2 <= i"), Verdict::Unknown);
}

TEST(IndexConditions, are_read_of_symbols_that_a_subscript_or_a_range_mentions) {
  const std::string rest =
      "a = [0] * 9\nfor i in range(8):\n    if n <= i:\n"
      "        a[i] = a[i - n]\n";
  EXPECT_EQ(verdict_of("n = 4\n" + rest), Verdict::Doall);
  EXPECT_EQ(verdict_of("n = 3\n" + rest), Verdict::Unknown);
}

TEST(IndexConditions, before_a_loop_say_nothing_of_its_index) {
  EXPECT_FALSE(
      is_parallel(verdict_of("a = [0] * 9\nj = 9\nfor i in range(2):\n    if j >= 4:\n"
                             "        for j in range(8):\n            a[j] = a[j - 4]\n")));
}

}  // namespace
}  // namespace autopar::dependence
