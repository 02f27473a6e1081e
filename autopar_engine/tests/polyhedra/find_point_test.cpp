#include "polyhedra/find_point.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <limits>
#include <random>

#include "tests/polyhedra/set_text.hpp"

namespace autopar::polyhedra {
namespace {

constexpr auto kEmpty = Emptiness::Empty;
constexpr auto kHasPoint = Emptiness::HasPoint;
constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();

struct Row {
  const char* set;
  Emptiness expected;
};

void expect_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    const IntegerSet set = read_set(row.set);
    const PointAnswer answer = find_point(set);
    EXPECT_EQ(name_of(answer.emptiness), name_of(row.expected)) << row.set;
    EXPECT_TRUE(answer.emptiness != kHasPoint || contains(set, answer.point)) << row.set;
  }
}

TEST(FindPoint, decides_intervals) {
  expect_rows({
      {"0 <= x, x <= 9", kHasPoint},
      {"x >= 10, x <= 9", kEmpty},
      {"2*x >= 1, 2*x <= 1", kEmpty},
      {"3*x >= 4, 3*x <= 5", kEmpty},
      {"3*x >= 4, 3*x <= 6", kHasPoint},
      {"x >= 5", kHasPoint},
      {"x <= -5", kHasPoint},
      {"x = 3, x = 4", kEmpty},
      {"0 <= 1", kHasPoint},
      {"1 <= 0", kEmpty},
      {"0 = 1", kEmpty},
  });
}

TEST(FindPoint, decides_equalities) {
  expect_rows({
      {"2*x + 4*y = 1", kEmpty},
      {"2*x + 3*y = 1", kHasPoint},
      {"6*x + 10*y + 15*z = 1", kHasPoint},
      {"6*x + 10*y + 15*z = 1, 0 <= x, 0 <= y, 0 <= z", kEmpty},
      {"6*x + 10*y + 15*z = 31, 0 <= x, 0 <= y, 0 <= z", kHasPoint},
      {"7*x + 12*y + 31*z = 17, 3*x + 5*y + 14*z = 7, 1 <= x, x <= 40, -50 <= y, y <= 50",
       kHasPoint},
      {"x + y = 5, x - y = 0", kEmpty},
      {"x + y = 6, x - y = 0", kHasPoint},
      {"x - y >= 0, y - x >= 0, x + y = 7", kEmpty},
  });
}

TEST(FindPoint, sees_the_holes_between_shadow_and_integers) {
  expect_rows({
      {"27 <= 11*x + 13*y, 11*x + 13*y <= 45, -10 <= 7*x - 9*y, 7*x - 9*y <= 4", kEmpty},
      {"27 <= 11*x + 13*y, 11*x + 13*y <= 46, -10 <= 7*x - 9*y, 7*x - 9*y <= 5", kHasPoint},
      {"3*x >= 2*y, 3*x <= 2*y + 1, y = 1", kHasPoint},
      {"3*y >= x + 1, 3*y <= x + 1, 2*y >= x + 1, x >= 3, x <= 4", kEmpty},
      {"4*x >= 6*y + 1, 4*x <= 6*y + 1", kEmpty},
      {"5*x >= 3*y + 1, 5*x <= 3*y + 2, 7*x >= 4*y + 1, 7*x <= 4*y + 1, 0 <= y, y <= 10", kEmpty},
  });
}

TEST(FindPoint, prefers_values_near_zero) {
  EXPECT_EQ(find_point(read_set("x - y = 1, x >= 0, y >= 0, x <= 99, y <= 99")).point,
            (std::vector<std::int64_t>{1, 0}));
  EXPECT_EQ(find_point(read_set("x >= -9, x <= -3")).point, std::vector<std::int64_t>{-3});
}

TEST(FindPoint, says_when_the_budget_is_spent) {
  const IntegerSet set =
      read_set("27 <= 11*x + 13*y, 11*x + 13*y <= 45, -10 <= 7*x - 9*y, 7*x - 9*y <= 4");
  EXPECT_EQ(find_point(set, 0).emptiness, Emptiness::OutOfBudget);
  EXPECT_EQ(find_point(set, 3).emptiness, Emptiness::OutOfBudget);
}

TEST(FindPoint, counts_splinters_before_it_makes_them) {
  const IntegerSet set = read_set(
      "1000003*x - 1000033*y >= 400000, 1000003*x - 1000033*y <= 400001, "
      "1000037*x - 1000039*y >= 7, 1000037*x - 1000039*y <= 8, 0 <= x, x <= 1000");
  const auto emptiness = find_point(set).emptiness;
  EXPECT_TRUE(emptiness == kEmpty || emptiness == Emptiness::OutOfBudget) << name_of(emptiness);
}

LinearForm form(std::vector<std::int64_t> coefficients, std::int64_t constant) {
  LinearForm result;
  std::copy(coefficients.begin(), coefficients.end(), result.coefficients.begin());
  result.constant = constant;
  return result;
}

TEST(FindPoint, never_calls_a_set_empty_because_numbers_overflow) {
  const std::vector<IntegerSet> sets{
      {1, {}, {form({1}, kLowest), form({-1}, kLargest)}},
      {1, {form({1}, kLowest)}, {}},
      {1, {form({kLowest}, kLowest)}, {}},
      {2, {form({kLargest, kLowest}, 1)}, {}},
      {2, {form({kLargest, kLargest - 1}, kLowest)}, {form({1, 0}, kLowest)}},
      {2, {form({kLargest, -(kLargest - 2)}, 2)}, {form({1, 1}, kLargest)}},
      {2, {}, {form({kLargest, 1}, kLargest), form({-1, kLargest}, kLargest)}},
      {3, {form({kLargest, kLargest - 1, kLargest - 2}, 0)}, {form({kLowest, kLargest, 1}, 0)}},
  };
  for (std::size_t position = 0; position < sets.size(); ++position) {
    EXPECT_NE(name_of(find_point(sets[position]).emptiness), name_of(kEmpty)) << position;
  }
}

TEST(Contains, is_exact_beyond_128_bits) {
  IntegerSet set{4, {}, {form({kLowest, kLowest, kLowest, kLowest}, 0)}};
  EXPECT_TRUE(contains(set, std::vector<std::int64_t>{kLowest, kLowest, kLowest, kLowest}));
  EXPECT_FALSE(contains(set, std::vector<std::int64_t>{kLargest, kLargest, kLargest, kLargest}));
  set.inequalities.front() = form({kLowest, kLargest, 1, 0}, 0);
  EXPECT_FALSE(contains(set, std::vector<std::int64_t>{kLargest, kLargest, 0, 0}));
  EXPECT_TRUE(contains(set, std::vector<std::int64_t>{kLargest, kLargest, kLargest, 0}));
}

std::uint64_t seed() {
  const char* text = std::getenv("AUTOPAR_TEST_SEED");
  return text != nullptr ? std::strtoull(text, nullptr, 10) : 20261123;
}

// Unoptimized builds are some twenty times slower.
#ifdef NDEBUG
constexpr int kSets = 20'000;
#else
constexpr int kSets = 2'000;
#endif

// Sets inside a box, so that counting tells whether there is a point.
class RandomSet {
 public:
  explicit RandomSet(std::mt19937_64& random) : random_(random) {
    set.variable_count = static_cast<std::size_t>(between(1, 4));
    for (std::size_t variable = 0; variable < set.variable_count; ++variable) {
      add_box(variable);
    }
    const std::int64_t rows = between(0, 4);
    for (std::int64_t row = 0; row < rows; ++row) {
      (between(0, 2) == 0 ? set.equalities : set.inequalities).push_back(random_form());
    }
  }

  IntegerSet set;

  [[nodiscard]] bool has_point() const {
    std::vector<std::int64_t> point(set.variable_count, -kReach);
    while (true) {
      if (contains(set, point)) {
        return true;
      }
      std::size_t variable = 0;
      while (variable < point.size() && point[variable] == kReach) {
        point[variable++] = -kReach;
      }
      if (variable == point.size()) {
        return false;
      }
      ++point[variable];
    }
  }

 private:
  static constexpr std::int64_t kReach = 4;

  std::int64_t between(std::int64_t lower, std::int64_t upper) {
    return std::uniform_int_distribution<std::int64_t>(lower, upper)(random_);
  }

  void add_box(std::size_t variable) {
    LinearForm bound;
    bound.coefficients[variable] = 1;
    bound.constant = between(0, kReach);
    set.inequalities.push_back(bound);
    bound.coefficients[variable] = -1;
    bound.constant = between(0, kReach);
    set.inequalities.push_back(bound);
  }

  LinearForm random_form() {
    LinearForm result;
    const std::int64_t reach = between(0, 3) == 0 ? 30 : 7;
    for (std::size_t variable = 0; variable < set.variable_count; ++variable) {
      result.coefficients[variable] = between(0, 2) == 0 ? 0 : between(-reach, reach);
    }
    result.constant = between(-20, 20);
    return result;
  }

  std::mt19937_64& random_;
};

std::string describe(const IntegerSet& set) {
  std::string text;
  const auto print = [&](const LinearForm& each, const char* relation) {
    for (std::size_t variable = 0; variable < set.variable_count; ++variable) {
      text += std::to_string(each.coefficients[variable]) + "*x" + std::to_string(variable) + " + ";
    }
    text += std::to_string(each.constant) + relation;
  };
  for (const LinearForm& each : set.equalities) {
    print(each, " = 0\n");
  }
  for (const LinearForm& each : set.inequalities) {
    print(each, " >= 0\n");
  }
  return text;
}

TEST(FindPoint, agrees_with_counting_on_random_sets) {
  std::cout << "AUTOPAR_TEST_SEED=" << seed() << '\n';
  std::mt19937_64 random(seed());
  int gave_up = 0;
  int empty = 0;
  for (int count = 0; count < kSets && !HasFailure(); ++count) {
    const RandomSet candidate(random);
    const Emptiness emptiness = find_point(candidate.set).emptiness;
    gave_up += emptiness == kEmpty || emptiness == kHasPoint ? 0 : 1;
    empty += emptiness == kEmpty ? 1 : 0;
    if (emptiness == kEmpty || emptiness == kHasPoint) {
      EXPECT_EQ(emptiness == kHasPoint, candidate.has_point()) << describe(candidate.set);
    }
  }
  std::cout << kSets << " sets, " << empty << " empty, " << gave_up << " given up\n";
  EXPECT_LE(gave_up * 1000, kSets);
  EXPECT_GT(empty, kSets / 20);
}

}  // namespace
}  // namespace autopar::polyhedra
