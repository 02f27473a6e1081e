#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <iostream>
#include <map>

#include "dependence/implied_loops.hpp"
#include "dependence/pair_test.hpp"
#include "tests/dependence/random_seed.hpp"
#include "tests/dependence/random_slices.hpp"
#include "tests/dependence/slice_cells.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::LoopId;

TEST(SliceIndices, are_those_of_python) {
  struct Row {
    std::optional<std::int64_t> lower;
    std::optional<std::int64_t> upper;
    std::int64_t step;
    std::int64_t extent;
    SliceIndices expected;
  };
  const Row rows[] = {
      {-1, 1, 1, 5, {4, 1, 1}},       {{}, {}, -1, 5, {4, -1, -1}}, {10, {}, -2, 6, {5, -1, -2}},
      {-10, 3, 2, 4, {0, 3, 2}},      {2, -10, -1, 5, {2, -1, -1}}, {5, 9, 1, 4, {4, 4, 1}},
      {-1, -10, -3, 0, {-1, -1, -3}}, {{}, -1, 1, 4, {0, 3, 1}},    {-3, {}, 1, 2, {0, 2, 1}},
      {1, -1, 1, 1, {1, 0, 1}},       {4, {}, 3, 3, {3, 3, 3}},     {-2, {}, -1, 5, {3, -1, -1}},
      {{}, 2, -1, 5, {4, 2, -1}},     {0, 0, 1, 3, {0, 0, 1}},      {{}, {}, 2, 0, {0, 0, 2}},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(slice_indices(row.lower, row.upper, row.step, row.extent), row.expected);
  }
  EXPECT_EQ(cells_of({4, -1, -2}), (std::vector<std::int64_t>{4, 2, 0}));
  EXPECT_TRUE(cells_of({4, 1, 1}).empty());
}

// Unoptimized builds are some twenty times slower.
#ifdef NDEBUG
constexpr std::uint64_t kPairs = 20'000;
#else
constexpr std::uint64_t kPairs = 1'500;
#endif

struct Count {
  std::uint64_t questions = 0;
  std::uint64_t independent = 0;
  std::uint64_t proved_independent = 0;
  std::uint64_t dependent = 0;
  std::uint64_t proved_dependent = 0;
};
using Counts = std::map<std::pair<bool, SliceClass>, Count>;

std::vector<std::int64_t> common_cells(std::vector<std::int64_t> left,
                                       std::vector<std::int64_t> right) {
  std::ranges::sort(left);
  std::ranges::sort(right);
  std::vector<std::int64_t> both;
  std::ranges::set_intersection(left, right, std::back_inserter(both));
  return both;
}

// y - x of all instances that touch one cell and differ first in the carrier; nothing if there are
// none. carrier: a position, or the number of loops.
std::optional<std::vector<DistanceInterval>> distances_between(
    const std::vector<TouchedCells>& source, const std::vector<TouchedCells>& sink,
    std::size_t carrier, std::size_t loops) {
  std::optional<std::vector<DistanceInterval>> hull;
  for (const TouchedCells& first : source) {
    for (const TouchedCells& second : sink) {
      const auto [at, other] = std::ranges::mismatch(first.iterations, second.iterations);
      const auto position = static_cast<std::size_t>(at - first.iterations.begin());
      const bool is_asked = position == carrier && (carrier == loops || *at < *other);
      if (!is_asked || common_cells(first.cells, second.cells).empty()) {
        continue;
      }
      const bool is_first = !hull;
      hull = hull.value_or(std::vector<DistanceInterval>(loops));
      for (std::size_t loop = 0; loop < loops; ++loop) {
        const std::int64_t distance = second.iterations[loop] - first.iterations[loop];
        auto& [lower, upper] = (*hull)[loop];
        lower = is_first ? distance : std::min(*lower, distance);
        upper = is_first ? distance : std::max(*upper, distance);
      }
    }
  }
  return hull;
}

bool contains(const DistanceInterval& outer, const DistanceInterval& inner) {
  return (!outer.lower || *outer.lower <= *inner.lower) &&
         (!outer.upper || *outer.upper >= *inner.upper);
}

const TouchedCells* find_instance(const std::vector<TouchedCells>& instances,
                                  const IterationVector& witness, std::size_t loops) {
  const auto found = std::ranges::find_if(instances, [&](const TouchedCells& each) {
    return std::equal(each.iterations.begin(), each.iterations.end(), witness.begin(),
                      witness.begin() + static_cast<std::ptrdiff_t>(loops));
  });
  return found == instances.end() ? nullptr : &*found;
}

// The subscripts of "a[2, -1]"; nothing if one is no number.
std::optional<std::vector<std::int64_t>> parse_cell(const std::string& text) {
  std::vector<std::int64_t> subscripts;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data() + 2; at < end; at += 2) {
    const auto [stop, error] = std::from_chars(at, end, subscripts.emplace_back());
    if (error != std::errc()) {
      return std::nullopt;
    }
    at = stop;
  }
  return subscripts;
}

// Whether one of the cells is the one with these subscripts, or in the row.
bool holds(const std::vector<std::int64_t>& cells, const std::vector<std::int64_t>& subscripts,
           const std::vector<std::int64_t>& extents) {
  std::int64_t row = 0;
  std::int64_t row_size = 1;
  for (std::size_t position = 0; position < extents.size(); ++position) {
    if (position >= subscripts.size()) {
      row_size *= extents[position];
      continue;
    }
    const std::int64_t index = subscripts[position];
    row = row * extents[position] + (index < 0 ? index + extents[position] : index);
  }
  return std::ranges::any_of(cells, [&](std::int64_t cell) { return cell / row_size == row; });
}

// One nest, in one array.
class Comparison {
 public:
  Comparison(const RandomSlices& random, const std::vector<std::int64_t>& extents)
      : random_(random), extents_(extents), facts_(random.facts(random.symbol_value, extents)) {}

  // False where an index raises.
  bool run(Counts* counts) {
    auto source = random_.run(random_.source, extents_);
    auto sink = random_.run(random_.sink, extents_);
    if (!source || !sink) {
      return false;
    }
    source_ = *std::move(source);
    sink_ = *std::move(sink);
    const std::vector<LoopId>& loop_ids = random_.nest.accesses[random_.source].loop_ids;
    loops_ = loop_ids.size();
    for (std::size_t carrier = 0; carrier <= loops_; ++carrier) {
      const LoopId carrier_id = carrier < loops_ ? loop_ids[carrier] : LoopId();
      const auto distances = distances_between(source_, sink_, carrier, loops_);
      check(ask(nullptr, carrier_id), distances);
      const PairAnswer at_call = ask(&facts_, carrier_id);
      check(at_call, distances);
      check_proof(at_call, distances.has_value());
      if (counts != nullptr) {
        add(at_call, distances.has_value(),
            (*counts)[{random_.is_rectangular(), random_.slice_class()}]);
      }
    }
    return true;
  }

 private:
  PairAnswer ask(const loop_ir::ArgumentFacts* facts, LoopId carrier_id) {
    const Context context{random_.nest, facts, EffectTable::standard(), counters_};
    const auto implied = make_implied_loops(context);
    const loop_ir::LoopNest& nest = implied ? implied->nest : random_.nest;
    const Context pairs{nest, facts, EffectTable::standard(), counters_};
    PairAnswer answer = test_pair(pairs, random_.source, random_.sink, carrier_id, BaseType::Array);
    for (const auto access_id : {random_.source, random_.sink}) {
      if (implied && implied->evidence.contains(access_id)) {
        answer.evidence.add(implied->evidence.at(access_id));
      }
    }
    if (facts != nullptr && answer.witness) {
      Dependence dependence{.source_id = random_.source, .sink_id = random_.sink};
      dependence.witness = answer.witness;
      counterexample_ = explain_witness(pairs, dependence);
    }
    return answer;
  }

  void check(const PairAnswer& answer,
             const std::optional<std::vector<DistanceInterval>>& distances) const {
    if (!distances) {
      return;
    }
    EXPECT_NE(answer.answer, Answer::Independent) << random_.text();
    const bool is_promised =
        !answer.independent_if.empty() &&
        std::ranges::all_of(answer.independent_if, [&](const Assumption& assumption) {
          return evaluate(assumption, random_.nest, facts_) == true;
        });
    EXPECT_FALSE(is_promised) << random_.text();
    EXPECT_TRUE(answer.answer == Answer::Independent ||
                std::ranges::equal(
                    answer.distances, *distances,
                    [](const auto& outer, const auto& inner) { return contains(outer, inner); }))
        << random_.text();
  }

  // Everything that was put in is so, and a witness is two iterations that touch the cell named.
  void check_proof(const PairAnswer& answer, bool meets) const {
    for (const Assumption& assumption : answer.evidence.assumptions) {
      EXPECT_EQ(evaluate(assumption, random_.nest, facts_), true) << random_.text();
    }
    if (answer.answer != Answer::Dependent) {
      return;
    }
    EXPECT_TRUE(meets) << random_.text();
    const TouchedCells* first = find_instance(source_, answer.witness->source, loops_);
    const TouchedCells* second = find_instance(sink_, answer.witness->sink, loops_);
    ASSERT_TRUE(first != nullptr && second != nullptr) << random_.text();
    const auto both = common_cells(first->cells, second->cells);
    EXPECT_FALSE(both.empty()) << random_.text();
    ASSERT_TRUE(counterexample_) << random_.text();
    EXPECT_EQ(counterexample_->first_iteration.size(), loops_);
    const auto subscripts = parse_cell(counterexample_->cell);
    const bool has_symbol = counterexample_->cell.find('n') != std::string::npos;
    EXPECT_TRUE(has_symbol || (subscripts && holds(both, *subscripts, extents_)))
        << random_.text() << counterexample_->cell;
  }

  static void add(const PairAnswer& answer, bool meets, Count& count) {
    ++count.questions;
    count.independent += meets ? 0 : 1;
    count.proved_independent += answer.answer == Answer::Independent ? 1 : 0;
    count.dependent += meets ? 1 : 0;
    count.proved_dependent += answer.answer == Answer::Dependent ? 1 : 0;
  }

  const RandomSlices& random_;
  std::vector<std::int64_t> extents_;
  loop_ir::ArgumentFacts facts_;
  TestCounters counters_;
  std::vector<TouchedCells> source_;
  std::vector<TouchedCells> sink_;
  std::size_t loops_ = 0;
  std::optional<Counterexample> counterexample_;
};

TEST(Slices, that_are_called_independent_never_meet_and_every_witness_is_real) {
  std::cout << "AUTOPAR_TEST_SEED=" << random_seed() << '\n';
  std::mt19937_64 random(random_seed());
  Counts counts;
  std::uint64_t asked = 0;
  while (asked < kPairs && !testing::Test::HasFailure()) {
    const RandomSlices nest(random);
    asked += Comparison(nest, nest.extents).run(&counts) ? 1 : 0;
    auto larger = nest.extents;
    std::ranges::for_each(larger, [](std::int64_t& extent) { extent += 2; });
    Comparison(nest, larger).run(nullptr);
  }
  // Bounds that are negative in some iterations only, and reversed slices that may be clamped, are
  // not followed to cells.
  const std::map<SliceClass, std::uint64_t> least_per_mille{{SliceClass::NotNegative, 999},
                                                            {SliceClass::Strided, 999},
                                                            {SliceClass::Reversed, 980},
                                                            {SliceClass::FromEnd, 900}};
  for (const auto& [key, count] : counts) {
    std::cout << (key.first ? "rectangular " : "triangular ") << name_of(key.second) << ": "
              << count.questions << " questions, independent " << count.proved_independent << " of "
              << count.independent << " proved, dependent " << count.proved_dependent << " of "
              << count.dependent << " proved\n";
    constexpr std::uint64_t kPairsForAShare = 1'000;
    if (count.independent >= kPairsForAShare) {
      EXPECT_GE(count.proved_independent * 1000,
                count.independent * least_per_mille.at(key.second));
      EXPECT_GT(count.proved_dependent, 0);
    }
  }
}

}  // namespace
}  // namespace autopar::dependence
