#include <gtest/gtest.h>

#include <limits>

#include "dependence/stages/banerjee.hpp"
#include "dependence/stages/delta.hpp"
#include "dependence/stages/exact_single_index.hpp"
#include "dependence/stages/greatest_common_divisor.hpp"
#include "dependence/stages/restricted_double_index.hpp"
#include "dependence/stages/strong_single_index.hpp"
#include "dependence/stages/weak_crossing_single_index.hpp"
#include "dependence/stages/weak_zero_single_index.hpp"
#include "dependence/stages/zero_index.hpp"

namespace autopar::dependence {
namespace {

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();
constexpr auto kNone = StageOutcome::NotApplicable;
constexpr auto kPassed = StageOutcome::PassedOn;
constexpr auto kApart = StageOutcome::Independent;
constexpr auto kMeets = StageOutcome::Dependent;

using StageTest = StageAnswer (*)(const SubscriptEquation&, const IndexSpace&);

// One shared index: source * x - sink * y + constant = 0.
struct Row {
  std::int64_t source;
  std::int64_t sink;
  std::int64_t constant;
  std::optional<std::int64_t> last;
  Direction direction;
  StageOutcome expected;
};

StageAnswer ask(StageTest test, const Row& row, bool has_known_step = true) {
  const IndexSpace space{{{row.last, row.direction, has_known_step}}, {}};
  return test({{{row.source, row.sink}}, {}, row.constant}, space);
}

void expect_rows(StageTest test, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(name_of(ask(test, row).outcome), name_of(row.expected))
        << row.source << "*x - " << row.sink << "*y + " << row.constant << " = 0, "
        << name_of(row.direction);
  }
}

TEST(ZeroIndex, compares_constants) {
  expect_rows(test_zero_index, {
                                   {0, 0, 1, 9, Direction::Less, kApart},
                                   {0, 0, 0, 9, Direction::Less, kMeets},
                                   {1, 1, 1, 9, Direction::Equal, kApart},
                                   {1, 1, 0, 9, Direction::Equal, kMeets},
                                   {1, 1, 0, 9, Direction::Less, kNone},
                               });
}

TEST(StrongSingleIndex, knows_the_distance) {
  expect_rows(test_strong_single_index, {
                                            {1, 1, 1, 9, Direction::Less, kMeets},
                                            {1, 1, 9, 9, Direction::Less, kMeets},
                                            {1, 1, 10, 9, Direction::Less, kApart},
                                            {1, 1, 10, std::nullopt, Direction::Less, kMeets},
                                            {1, 1, 0, 9, Direction::Less, kApart},
                                            {1, 1, -1, 9, Direction::Less, kApart},
                                            {1, 1, -1, 9, Direction::Greater, kMeets},
                                            {2, 2, 1, 9, Direction::Any, kApart},
                                            {-2, -2, 4, 9, Direction::Greater, kMeets},
                                            {1, 2, 0, 9, Direction::Any, kNone},
                                        });
  EXPECT_EQ(ask(test_strong_single_index, {3, 3, 6, 9, Direction::Less, kMeets}).distance, 2);
}

TEST(StrongSingleIndex, takes_an_unknown_step_for_different_from_zero) {
  const Row same{1, 1, 0, std::nullopt, Direction::Less, kApart};
  EXPECT_EQ(ask(test_strong_single_index, same, false).outcome, kApart);
  const Row shifted{1, 1, 1, std::nullopt, Direction::Less, kPassed};
  EXPECT_EQ(ask(test_strong_single_index, shifted, false).outcome, kPassed);
}

TEST(WeakZeroSingleIndex, finds_the_one_iteration) {
  expect_rows(test_weak_zero_single_index, {
                                               {1, 0, -3, 9, Direction::Less, kMeets},
                                               {1, 0, -9, 9, Direction::Less, kApart},
                                               {1, 0, -9, 9, Direction::Any, kMeets},
                                               {1, 0, -10, 9, Direction::Any, kApart},
                                               {1, 0, 1, 9, Direction::Any, kApart},
                                               {2, 0, -3, 9, Direction::Any, kApart},
                                               {0, 1, 0, 9, Direction::Less, kApart},
                                               {0, 1, 9, 9, Direction::Less, kMeets},
                                               {0, 1, 9, std::nullopt, Direction::Less, kMeets},
                                               {2, 1, 4, 9, Direction::Equal, kApart},
                                               {2, 1, -4, 9, Direction::Equal, kMeets},
                                               {1, 1, 4, 9, Direction::Less, kNone},
                                           });
}

TEST(WeakCrossingSingleIndex, finds_the_crossing) {
  expect_rows(test_weak_crossing_single_index,
              {
                  {1, -1, -9, 9, Direction::Less, kMeets},
                  {1, -1, -18, 9, Direction::Less, kApart},
                  {1, -1, -18, 9, Direction::Any, kMeets},
                  {1, -1, -17, 9, Direction::Less, kMeets},
                  {1, -1, 0, 9, Direction::Less, kApart},
                  {1, -1, 0, 9, Direction::Any, kMeets},
                  {1, -1, 1, 9, Direction::Any, kApart},
                  {2, -2, -3, 9, Direction::Any, kApart},
                  {1, -1, -100, std::nullopt, Direction::Less, kMeets},
                  {1, 1, 0, 9, Direction::Any, kNone},
              });
}

TEST(ExactSingleIndex, solves_the_equation_within_bounds_and_order) {
  expect_rows(test_exact_single_index,
              {
                  {2, 3, -1, 9, Direction::Any, kMeets},
                  {2, 3, -1, 9, Direction::Greater, kMeets},
                  {2, 3, -1, 9, Direction::Less, kApart},
                  {2, 3, -1, 1, Direction::Any, kApart},
                  {6, 4, 1, 9, Direction::Any, kApart},
                  {2, -3, -5, 9, Direction::Any, kMeets},
                  {2, -3, -5, 9, Direction::Less, kApart},
                  {2, 4, 0, 9, Direction::Less, kApart},
                  {2, 4, 0, 9, Direction::Greater, kMeets},
                  {2, 4, 0, std::nullopt, Direction::Greater, kMeets},
                  {-2, 3, 1, std::nullopt, Direction::Any, kApart},
                  {3, 7, -1, 4, Direction::Any, kApart},
                  {3, 7, -1, 5, Direction::Any, kMeets},
                  {kHighest, kHighest - 1, -1, kHighest, Direction::Any, kMeets},
                  {kHighest, kHighest - 1, -1, kHighest, Direction::Less, kApart},
                  {kLowest, kHighest, 0, kHighest, Direction::Less, kApart},
                  {kLowest, kHighest, 0, kHighest, Direction::Any, kMeets},
                  {1, 0, 0, 9, Direction::Any, kNone},
                  {1, 2, 0, 9, Direction::Equal, kNone},
              });
  EXPECT_EQ(ask(test_exact_single_index, {2, 3, 0, 9, Direction::Any, kPassed}, false).outcome,
            kPassed);
}

TEST(RestrictedDoubleIndex, solves_the_equation_within_two_pairs_of_bounds) {
  struct TwoLoops {
    std::int64_t source;
    std::optional<std::int64_t> last;
    Direction direction;
    std::int64_t sink;
    std::optional<std::int64_t> other_last;
    std::int64_t constant;
    StageOutcome expected;
  };
  // source * x - sink * y + constant = 0, x of the first loop and y of the second.
  const std::vector<TwoLoops> rows{
      {2, 9, Direction::Any, 3, 9, 1, kMeets},
      {2, 0, Direction::Any, 3, 9, 1, kApart},
      {2, 1, Direction::Any, 3, 9, 1, kMeets},
      {2, 1, Direction::Less, 3, 9, 1, kApart},
      {2, 2, Direction::Less, 3, 9, 1, kMeets},
      {1, 4, Direction::Any, 1, 9, 10, kApart},
      {1, 4, Direction::Any, 1, std::nullopt, 10, kMeets},
      {1, 4, Direction::Any, -1, std::nullopt, 10, kApart},
      {1, 4, Direction::Any, -1, 9, -13, kMeets},
      {1, 4, Direction::Any, -1, 9, -14, kApart},
      {1, 0, Direction::Greater, 1, 9, 0, kApart},
      {4, 9, Direction::Any, 6, 9, 3, kApart},
      {kHighest, kHighest, Direction::Any, kLowest, kHighest, 0, kMeets},
      {kHighest, kHighest, Direction::Any, kLowest, kHighest, kHighest, kApart},
  };
  for (const TwoLoops& row : rows) {
    const IndexSpace space{{{row.last, row.direction}, {row.other_last, Direction::Any}}, {}};
    const SubscriptEquation equation{{{row.source, 0}, {0, row.sink}}, {}, row.constant};
    EXPECT_EQ(name_of(test_restricted_double_index(equation, space).outcome), name_of(row.expected))
        << row.source << "*x - " << row.sink << "*y + " << row.constant << " = 0";
  }
  const IndexSpace space{{{9, Direction::Any}}, {9}};
  EXPECT_EQ(test_restricted_double_index({{{1, 0}}, {-2}, 1}, space).outcome, kMeets);
  EXPECT_EQ(test_restricted_double_index({{{1, 1}}, {-2}, 1}, space).outcome, kNone);
}

// Two equations over one shared index in [0, 9].
struct Coupled {
  SubscriptEquation first;
  SubscriptEquation second;
  Direction direction;
  DeltaOutcome expected;
};

TEST(Delta, intersects_the_constraints_of_one_index) {
  const std::vector<Coupled> rows{
      {{{{1, 1}}, {}, 1}, {{{1, 1}}, {}, 2}, Direction::Any, DeltaOutcome::Independent},
      {{{{1, 1}}, {}, 1}, {{{2, 2}}, {}, 2}, Direction::Any, DeltaOutcome::Reduced},
      {{{{1, 1}}, {}, 1}, {{{1, -1}}, {}, -4}, Direction::Any, DeltaOutcome::Independent},
      {{{{1, 1}}, {}, 1}, {{{1, -1}}, {}, -5}, Direction::Any, DeltaOutcome::Reduced},
      {{{{1, 1}}, {}, 1}, {{{1, -1}}, {}, -5}, Direction::Less, DeltaOutcome::Reduced},
      {{{{1, 1}}, {}, 1}, {{{1, -1}}, {}, -5}, Direction::Greater, DeltaOutcome::Independent},
      {{{{1, 1}}, {}, 1}, {{{1, -1}}, {}, -19}, Direction::Any, DeltaOutcome::Independent},
      {{{{1, 0}}, {}, -3}, {{{0, 1}}, {}, 2}, Direction::Less, DeltaOutcome::Independent},
      {{{{1, 0}}, {}, -3}, {{{2, 3}}, {}, 0}, Direction::Any, DeltaOutcome::Reduced},
      {{{{2, 3}}, {}, 0}, {{{3, 2}}, {}, 5}, Direction::Any, DeltaOutcome::Independent},
      {{{{2, 3}}, {}, 0}, {{{4, 6}}, {}, 0}, Direction::Any, DeltaOutcome::Unchanged},
      {{{{2, 3}}, {}, 0}, {{{4, 6}}, {}, 1}, Direction::Any, DeltaOutcome::Independent},
      {{{{kHighest, -kHighest}}, {}, kLowest},
       {{{kHighest, kHighest}}, {}, kHighest},
       Direction::Any,
       DeltaOutcome::Independent},
  };
  for (const Coupled& row : rows) {
    CoupledSystem system{{row.first, row.second}, {{{9, row.direction}}, {}}, {std::nullopt}};
    EXPECT_EQ(name_of(propagate_constraints(system)), name_of(row.expected))
        << row.first.constant << ", " << row.second.constant;
  }
}

TEST(Delta, puts_what_it_knows_into_the_other_equations) {
  CoupledSystem distance{{{{{1, 1}, {0, 0}}, {}, 2}, {{{1, 1}, {0, 1}}, {}, 0}},
                         {{{9, Direction::Any}, {9, Direction::Any}}, {}},
                         {std::nullopt, std::nullopt}};
  EXPECT_EQ(propagate_constraints(distance), DeltaOutcome::Reduced);
  EXPECT_EQ(distance.distances.front(), 2);
  EXPECT_EQ(distance.equations[1].constant, -2);
  CoupledSystem point{
      {{{{1, 1}, {0, 0}}, {}, 1}, {{{1, -1}, {0, 0}}, {}, -5}, {{{1, 0}, {0, 1}}, {}, 0}},
      {{{9, Direction::Any}, {9, Direction::Any}}, {}},
      {std::nullopt, std::nullopt}};
  EXPECT_EQ(propagate_constraints(point), DeltaOutcome::Reduced);
  EXPECT_EQ(point.distances.front(), 1);
  EXPECT_EQ(point.equations[2].constant, 2);
  EXPECT_EQ(point.equations[2].shared[0].source, 0);
}

TEST(Delta, leaves_what_overflows) {
  CoupledSystem system{
      {{{{1, 0}}, {}, -9}, {{{kHighest, 1}}, {}, 0}}, {{{9, Direction::Any}}, {}}, {std::nullopt}};
  EXPECT_EQ(propagate_constraints(system), DeltaOutcome::Independent);
  CoupledSystem two_loops{{{{{1, 0}, {0, 0}}, {}, -9}, {{{kHighest, 1}, {1, 1}}, {}, 0}},
                          {{{9, Direction::Any}, {9, Direction::Any}}, {}},
                          {std::nullopt, std::nullopt}};
  EXPECT_EQ(propagate_constraints(two_loops), DeltaOutcome::Unchanged);
}

TEST(GreatestCommonDivisor, needs_to_divide) {
  expect_rows(test_greatest_common_divisor, {
                                                {2, 4, 1, 9, Direction::Any, kApart},
                                                {2, 4, 2, 9, Direction::Any, kPassed},
                                                {2, 5, 1, 9, Direction::Any, kPassed},
                                                {6, 2, 2, 9, Direction::Equal, kApart},
                                                {0, 0, 1, 9, Direction::Any, kNone},
                                            });
}

TEST(Banerjee, needs_zero_between_the_ends) {
  expect_rows(test_banerjee, {
                                 {1, 1, 10, 9, Direction::Any, kApart},
                                 {1, 1, 9, 9, Direction::Any, kPassed},
                                 {1, 1, 0, 9, Direction::Less, kApart},
                                 {1, 1, 1, 9, Direction::Less, kPassed},
                                 {1, 1, 0, std::nullopt, Direction::Less, kApart},
                                 {1, 2, 0, std::nullopt, Direction::Less, kApart},
                                 {2, 1, 0, std::nullopt, Direction::Less, kPassed},
                                 {1, 0, 1, std::nullopt, Direction::Any, kApart},
                             });
}

// Near the ends of 64 bits every test passes on or is right, and never proves independence wrongly:
// each row below has a solution in mathematical integers.
TEST(AllStages, never_call_a_meeting_pair_independent_where_numbers_overflow) {
  const std::vector<Row> rows{
      {1, 1, 1, kHighest, Direction::Less, kMeets},
      {1, 1, kHighest, kHighest, Direction::Less, kMeets},
      {kHighest, kHighest, kHighest, kHighest, Direction::Less, kMeets},
      {kLowest, kLowest, kLowest, kHighest, Direction::Less, kMeets},
      {-1, -1, kLowest, std::nullopt, Direction::Less, kMeets},
      {0, kLowest, kLowest, kHighest, Direction::Less, kMeets},
      {1, -1, kLowest, kHighest, Direction::Less, kMeets},
      {kLowest, 1, 0, kHighest, Direction::Any, kMeets},
      {1, kLowest, 0, kHighest, Direction::Any, kMeets},
      {kHighest, -kHighest, -kHighest, kHighest, Direction::Less, kMeets},
      {1, -1, -2, kHighest, Direction::Less, kMeets},
      {0, 2, 4, kHighest, Direction::Any, kMeets},
      {2, 0, -4, kHighest, Direction::Any, kMeets},
  };
  for (const Row& row : rows) {
    for (const StageTest test :
         {test_zero_index, test_strong_single_index, test_weak_zero_single_index,
          test_weak_crossing_single_index, test_exact_single_index, test_restricted_double_index,
          test_greatest_common_divisor, test_banerjee}) {
      EXPECT_NE(ask(test, row).outcome, kApart)
          << row.source << " " << row.sink << " " << row.constant;
    }
  }
}

}  // namespace
}  // namespace autopar::dependence
