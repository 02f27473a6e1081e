#include "tests/dependence/brute_force.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "dependence/pair_test.hpp"
#include "tests/dependence/instances.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::LoopId;

std::size_t common_count(const Access& left, const Access& right) {
  const auto [end, other] = std::ranges::mismatch(left.loop_ids, right.loop_ids);
  return static_cast<std::size_t>(end - left.loop_ids.begin());
}

bool contains(const std::vector<Instance>& instances, const IterationVector& iterations) {
  return std::ranges::any_of(
      instances, [&](const Instance& instance) { return instance.iterations == iterations; });
}

bool contains(const DistanceInterval& outer, const DistanceInterval& inner) {
  return (!outer.lower || *outer.lower <= *inner.lower) &&
         (!outer.upper || *outer.upper >= *inner.upper);
}

std::string print(const std::vector<DistanceInterval>& intervals) {
  std::string text;
  for (const DistanceInterval& interval : intervals) {
    const auto print_end = [](const auto& end) { return end ? std::to_string(*end) : "?"; };
    text += "[" + print_end(interval.lower) + ", " + print_end(interval.upper) + "] ";
  }
  return text;
}

// One nest, whose instances are known.
class Comparison {
 public:
  Comparison(const RandomNest& nest, std::vector<Instance> source, std::vector<Instance> sink,
             Score& score)
      : nest_(nest), source_(std::move(source)), sink_(std::move(sink)), score_(score) {}

  void run() {
    const Access& source = nest_.nest.accesses[nest_.source];
    const std::size_t common_loops = common_count(source, nest_.nest.accesses[nest_.sink]);
    std::vector<Meetings> meetings;
    const auto extents = smallest_extents(source_, sink_, nest_.rank);
    for (std::int64_t surplus = 0; surplus < 3; ++surplus) {
      auto larger = extents;
      std::ranges::for_each(larger, [&](std::int64_t& extent) { extent += surplus; });
      meetings.push_back(find_meetings(source_, sink_, larger, common_loops));
    }
    for (std::size_t carrier = 0; carrier <= common_loops; ++carrier) {
      const LoopId carrier_id = carrier < common_loops ? source.loop_ids[carrier] : LoopId();
      check_static(meetings, carrier, carrier_id);
      check_at_call(meetings.front(), carrier, carrier_id, extents);
    }
  }

 private:
  PairAnswer ask(const loop_ir::ArgumentFacts* facts, LoopId carrier_id,
                 TestCounters& counters) const {
    const Context context{nest_.nest, facts, EffectTable::standard(), counters};
    return test_pair(context, nest_.source, nest_.sink, carrier_id, BaseType::Array);
  }

  void check_static(const std::vector<Meetings>& meetings, std::size_t carrier,
                    LoopId carrier_id) const {
    TestCounters counters;
    const PairAnswer answer = ask(nullptr, carrier_id, counters);
    for (const Meetings& each : meetings) {
      check_meeting(answer, each.by_carrier[carrier]);
    }
  }

  void check_meeting(const PairAnswer& answer,
                     const std::optional<std::vector<DistanceInterval>>& distances) const {
    if (!distances) {
      return;
    }
    EXPECT_NE(answer.answer, Answer::Independent) << nest_.text();
    EXPECT_TRUE(answer.answer == Answer::Independent ||
                std::ranges::equal(
                    answer.distances, *distances,
                    [](const auto& outer, const auto& inner) { return contains(outer, inner); }))
        << nest_.text() << print(answer.distances) << "instead of " << print(*distances);
  }

  void check_at_call(const Meetings& meetings, std::size_t carrier, LoopId carrier_id,
                     const std::vector<std::int64_t>& extents) {
    const auto facts = nest_.facts(nest_.symbol_value, extents);
    TestCounters counters;
    const PairAnswer answer = ask(&facts, carrier_id, counters);
    const auto& distances = meetings.by_carrier[carrier];
    check_meeting(answer, distances);
    for (const Assumption& assumption : answer.evidence.assumptions) {
      EXPECT_EQ(evaluate(assumption, nest_.nest, facts), true) << nest_.text();
    }
    const bool is_witnessed = answer.answer != Answer::Dependent ||
                              (distances && contains(source_, answer.witness->source) &&
                               contains(sink_, answer.witness->sink));
    EXPECT_TRUE(is_witnessed) << nest_.text();
    add_score(answer, distances.has_value(), counters);
  }

  void add_score(const PairAnswer& answer, bool meets, const TestCounters& counters) {
    ClassScore& score = score_[class_of_bounds(nest_.nest, nest_.source, nest_.sink)];
    ++score.questions;
    score.truly_independent += meets ? 0 : 1;
    score.proved_independent += answer.answer == Answer::Independent ? 1 : 0;
    score.truly_dependent += meets ? 1 : 0;
    score.proved_dependent += answer.answer == Answer::Dependent ? 1 : 0;
    score.gave_up +=
        answer.answer == Answer::Unknown && counters[PairTest::Exact].gave_up > 0 ? 1 : 0;
  }

  const RandomNest& nest_;
  std::vector<Instance> source_;
  std::vector<Instance> sink_;
  Score& score_;
};

}  // namespace

std::uint64_t Score::questions() const {
  std::uint64_t sum = 0;
  for (const ClassScore& score : classes) {
    sum += score.questions;
  }
  return sum;
}

std::string Score::text() const {
  std::string text;
  for (const BoundsClass bounds_class : all_of<BoundsClass>()) {
    const ClassScore& score = classes[static_cast<std::size_t>(bounds_class)];
    text += std::string(name_of(bounds_class)) + ": " + std::to_string(score.questions) +
            " pairs, independent " + std::to_string(score.proved_independent) + " of " +
            std::to_string(score.truly_independent) + " proved, dependent " +
            std::to_string(score.proved_dependent) + " of " +
            std::to_string(score.truly_dependent) + " proved, budget spent " +
            std::to_string(score.gave_up) + "\n";
  }
  return text;
}

void compare_with_enumeration(std::mt19937_64& random, std::uint64_t questions, Score& score) {
  while (score.questions() < questions && !testing::Test::HasFailure()) {
    const RandomNest nest(random);
    auto source = run_loops(nest.nest, nest.source, nest.symbol_value, nest.kMaximumInstances);
    auto sink = run_loops(nest.nest, nest.sink, nest.symbol_value, nest.kMaximumInstances);
    if (source && sink) {
      Comparison(nest, *std::move(source), *std::move(sink), score).run();
    }
  }
}

void expect_precision(const Score& score) {
  constexpr std::uint64_t kPairsForAShare = 5'000;
  for (const BoundsClass bounds_class : all_of<BoundsClass>()) {
    const ClassScore& each = score.classes[static_cast<std::size_t>(bounds_class)];
    const std::uint64_t per_mille = bounds_class == BoundsClass::Rectangular ? 999 : 990;
    if (each.truly_independent >= kPairsForAShare) {
      EXPECT_GE(each.proved_independent * 1000, each.truly_independent * per_mille)
          << name_of(bounds_class);
    }
    EXPECT_GT(each.truly_independent, 0) << name_of(bounds_class);
    EXPECT_GT(each.proved_dependent, 0) << name_of(bounds_class);
  }
}

}  // namespace autopar::dependence
