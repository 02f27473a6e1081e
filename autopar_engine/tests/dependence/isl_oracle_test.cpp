#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <iostream>

#include "dependence/pair_test.hpp"
#include "tests/dependence/isl_emptiness.hpp"
#include "tests/dependence/large_nest.hpp"
#include "tests/dependence/meeting_instances.hpp"
#include "tests/dependence/random_seed.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::LoopId;

// The slow program asks more. Unoptimized builds are some ten times slower.
#ifdef NDEBUG
constexpr std::uint64_t kPairs = AUTOPAR_ISL_PAIRS;
#else
constexpr std::uint64_t kPairs = AUTOPAR_ISL_PAIRS / 16;
#endif

// What the analysis, or a fault that stands in for it, says of one pair and one carrier.
using Analysis = std::function<PairAnswer(const LargeNest&, const loop_ir::ArgumentFacts*, LoopId,
                                          TestCounters&)>;

PairAnswer ask(const LargeNest& nest, const loop_ir::ArgumentFacts* facts, LoopId carrier_id,
               BaseType type, TestCounters& counters) {
  const Context context{nest.nest, facts, EffectTable::standard(), counters};
  return test_pair(context, nest.source, nest.sink, carrier_id, type);
}

PairAnswer ask_engine(const LargeNest& nest, const loop_ir::ArgumentFacts* facts, LoopId carrier_id,
                      TestCounters& counters) {
  return ask(nest, facts, carrier_id, BaseType::Array, counters);
}

struct Score {
  std::uint64_t truly_independent = 0;
  std::uint64_t proved_independent = 0;
  std::uint64_t truly_dependent = 0;
  std::uint64_t proved_dependent = 0;
  // The exact test ran out of its budget or of 64 bits, and no other test decided.
  std::uint64_t gave_up = 0;
  // Truly independent, not proved, and nothing gave up.
  std::uint64_t missed = 0;
};

using ScoresByClass = std::array<Score, enumerator_count<BoundsClass>()>;

// At the call and by the text alone.
struct Scores {
  ScoresByClass at_call;
  ScoresByClass symbolic;
  std::uint64_t undecided_by_isl = 0;
};

// One of the common loops, or none.
LoopId random_carrier(const LargeNest& nest, std::mt19937_64& random) {
  const std::size_t count = nest.common_loops.size();
  const auto position = std::uniform_int_distribution<std::size_t>(0, count)(random);
  return position == count ? LoopId() : nest.common_loops[position];
}

// Asks the analysis and isl about pairs and collects where they contradict each other.
class Comparison {
 public:
  explicit Comparison(Analysis analysis) : analysis_(std::move(analysis)) {}

  void run(const LargeNest& nest, LoopId carrier_id) {
    const auto facts = nest.facts(nest.symbol_value, nest.extents);
    const auto position =
        static_cast<std::size_t>(class_of_bounds(nest.nest, nest.source, nest.sink));
    compare(nest, nullptr, carrier_id, scores.symbolic.at(position));
    compare(nest, &facts, carrier_id, scores.at_call.at(position));
  }

  Scores scores;
  std::vector<std::string> contradictions;

 private:
  void compare(const LargeNest& nest, const loop_ir::ArgumentFacts* facts, LoopId carrier_id,
               Score& score) {
    TestCounters counters;
    const PairAnswer answer = analysis_(nest, facts, carrier_id, counters);
    const auto call = facts != nullptr ? std::optional(CallValues{nest.symbol_value, nest.extents})
                                       : std::nullopt;
    const auto truth =
        do_instances_meet(nest, nest.source, nest.sink, carrier_id, call,
                          [&](const polyhedra::IntegerSet& set) { return isl_.has_point(set); });
    if (!truth) {
      ++scores.undecided_by_isl;
      return;
    }
    (*truth ? score.truly_dependent : score.truly_independent) += 1;
    score.proved_independent += answer.answer == Answer::Independent ? 1 : 0;
    score.proved_dependent += answer.answer == Answer::Dependent ? 1 : 0;
    const bool is_unknown = answer.answer == Answer::Unknown;
    const bool has_given_up = is_unknown && counters[PairTest::Exact].gave_up > 0;
    score.gave_up += has_given_up ? 1 : 0;
    score.missed += is_unknown && !has_given_up && !*truth ? 1 : 0;
    if (answer.answer == (*truth ? Answer::Independent : Answer::Dependent)) {
      contradictions.push_back(std::string(name_of(answer.answer)) + " is wrong " +
                               (call ? "at the call, " : "by the text, ") +
                               (carrier_id.is_valid()
                                    ? "carried by i" + std::to_string(carrier_id.index())
                                    : "within an iteration") +
                               ":\n" + nest.text());
    }
  }

  Analysis analysis_;
  IslEmptiness isl_;
};

// In thousandths of the pairs that are truly independent and were not given up.
std::uint64_t allowed_misses(BoundsClass bounds_class) {
  return bounds_class == BoundsClass::Rectangular ? 1 : 10;
}
// In thousandths of all pairs.
constexpr std::uint64_t kAllowedToGiveUp = 10;
// Shares of fewer pairs (unoptimized builds) say nothing and are not judged.
constexpr std::uint64_t kPairsForAShare = 500;

void judge(const char* title, const ScoresByClass& scores) {
  for (const BoundsClass bounds_class : all_of<BoundsClass>()) {
    const Score& score = scores.at(static_cast<std::size_t>(bounds_class));
    std::cout << title << ", " << name_of(bounds_class)
              << ": independent: " << score.proved_independent << " of " << score.truly_independent
              << " proved, dependent: " << score.proved_dependent << " of " << score.truly_dependent
              << " proved, gave up: " << score.gave_up << '\n';
    if (score.truly_independent + score.truly_dependent < kPairsForAShare) {
      continue;
    }
    EXPECT_LE(score.missed * 1000, score.truly_independent * allowed_misses(bounds_class))
        << title << ", " << name_of(bounds_class);
    EXPECT_LE(score.gave_up * 1000,
              (score.truly_independent + score.truly_dependent) * kAllowedToGiveUp)
        << title << ", " << name_of(bounds_class);
  }
}

TEST(IslOracle, finds_no_pair_that_contradicts_an_answer) {
  std::cout << "AUTOPAR_TEST_SEED=" << random_seed() << '\n';
  std::mt19937_64 random(random_seed());
  Comparison comparison(ask_engine);
  for (std::uint64_t pair = 0; pair < kPairs && comparison.contradictions.empty(); ++pair) {
    const LargeNest nest(random);
    comparison.run(nest, random_carrier(nest, random));
  }
  EXPECT_TRUE(comparison.contradictions.empty()) << comparison.contradictions.front();
  judge("at the call", comparison.scores.at_call);
  judge("by the text", comparison.scores.symbolic);
  std::cout << "isl decided all but " << comparison.scores.undecided_by_isl << '\n';
  EXPECT_LE(comparison.scores.undecided_by_isl * 1000, kPairs);
}

constexpr int kPairsToSeeAFault = 1'000;

bool is_contradicted(const Analysis& analysis) {
  std::mt19937_64 random(random_seed());
  Comparison comparison(analysis);
  for (int pair = 0; pair < kPairsToSeeAFault && comparison.contradictions.empty(); ++pair) {
    const LargeNest nest(random);
    comparison.run(nest, random_carrier(nest, random));
  }
  return !comparison.contradictions.empty();
}

// Faults that stand in for the analysis: the comparison has to see each of them.
TEST(IslOracle, sees_an_analysis_that_forgets_that_negative_indices_wrap) {
  const auto forgetful = [](const LargeNest& nest, const loop_ir::ArgumentFacts* facts,
                            LoopId carrier_id, TestCounters& counters) {
    return ask(nest, facts, carrier_id, BaseType::Dict, counters);
  };
  EXPECT_TRUE(is_contradicted(forgetful));
}

TEST(IslOracle, sees_an_analysis_that_takes_unknown_for_independent) {
  const auto hopeful = [](const LargeNest& nest, const loop_ir::ArgumentFacts* facts,
                          LoopId carrier_id, TestCounters& counters) {
    PairAnswer answer = ask_engine(nest, facts, carrier_id, counters);
    if (answer.answer == Answer::Unknown) {
      answer.answer = Answer::Independent;
    }
    return answer;
  };
  EXPECT_TRUE(is_contradicted(hopeful));
}

TEST(IslOracle, sees_an_analysis_that_takes_independent_for_dependent) {
  const auto gloomy = [](const LargeNest& nest, const loop_ir::ArgumentFacts* facts,
                         LoopId carrier_id, TestCounters& counters) {
    PairAnswer answer = ask_engine(nest, facts, carrier_id, counters);
    if (answer.answer == Answer::Independent) {
      answer.answer = Answer::Dependent;
    }
    return answer;
  };
  EXPECT_TRUE(is_contradicted(gloomy));
}

TEST(IslOracle, sees_an_analysis_that_answers_for_another_carrier) {
  const auto confused = [](const LargeNest& nest, const loop_ir::ArgumentFacts* facts,
                           LoopId carrier_id, TestCounters& counters) {
    const LoopId other_id = carrier_id.is_valid() ? nest.common_loops.back() : carrier_id;
    return ask_engine(nest, facts, other_id, counters);
  };
  EXPECT_TRUE(is_contradicted(confused));
}

}  // namespace
}  // namespace autopar::dependence
