#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>
#include <span>

#include "dependence/pair_test.hpp"
#include "tests/dependence/affine_nest.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::Access;
using loop_ir::AccessId;
using loop_ir::AffineForm;
using loop_ir::LoopId;

// Unoptimized builds are some twenty times slower.
#ifdef NDEBUG
constexpr int kPairs = 200'000;
#else
constexpr int kPairs = 3'000;
#endif
constexpr std::int64_t kSymbolValue = 4;

std::uint64_t seed() {
  const char* text = std::getenv("AUTOPAR_TEST_SEED");
  return text != nullptr ? std::strtoull(text, nullptr, 10) : 20261122;
}

// One run of an access: iteration number and index value per loop, and its subscripts.
struct Instance {
  std::vector<std::int64_t> iterations;
  std::vector<std::int64_t> subscripts;
};

// Every instance of an access, by running its loops.
class Enumeration {
 public:
  Enumeration(const AffineNest& nest, AccessId access_id)
      : nest_(nest), access_(nest.nest.accesses[access_id]) {
    values_.resize(nest.nest.loops.size());
    run(0);
  }

  std::vector<Instance> instances;

 private:
  std::int64_t evaluate(const AffineForm& form) const {
    std::int64_t sum = form.constant();
    for (const auto& [loop_id, coefficient] : form.loop_terms()) {
      sum += coefficient * values_[loop_id.index()];
    }
    for (const auto& [symbol_id, coefficient] : form.symbol_terms()) {
      sum += coefficient * kSymbolValue;
    }
    return sum;
  }

  void run(std::size_t level) {
    if (level == access_.loop_ids.size()) {
      Instance instance{iterations_, {}};
      for (const auto& dimension : access_.dimensions) {
        instance.subscripts.push_back(evaluate(*dimension.affine));
      }
      instances.push_back(std::move(instance));
      return;
    }
    const LoopId loop_id = access_.loop_ids[level];
    const auto& domain = nest_.nest.loops[loop_id].domain;
    const std::int64_t stop = evaluate(*domain.stop);
    std::int64_t value = evaluate(*domain.start);
    for (std::int64_t iteration = 0; *domain.step > 0 ? value < stop : value > stop;
         ++iteration, value += *domain.step) {
      values_[loop_id.index()] = value;
      iterations_.push_back(iteration);
      run(level + 1);
      iterations_.pop_back();
    }
  }

  const AffineNest& nest_;
  const Access& access_;
  std::vector<std::int64_t> values_;
  std::vector<std::int64_t> iterations_;
};

class RandomNest : public AffineNest {
 public:
  explicit RandomNest(std::mt19937_64& random) : random_(random) {
    const auto depth = static_cast<std::size_t>(between(1, 3));
    LoopId innermost;
    for (std::size_t level = 0; level < depth; ++level) {
      innermost = add_random_loop(innermost);
      loops.push_back(innermost);
    }
    LoopId other = innermost;
    if (depth > 1 && between(0, 3) == 0) {
      other = add_random_loop(loops[depth - 2]);
    }
    rank = static_cast<std::size_t>(between(1, 2));
    source = add_access(loop_ir::AccessMode::Write, innermost, random_subscripts(innermost));
    sink = between(0, 4) == 0 && other == innermost
               ? source
               : add_access(loop_ir::AccessMode::Read, other, random_subscripts(other));
  }

  std::vector<LoopId> loops;
  std::size_t rank = 1;
  AccessId source;
  AccessId sink;

 private:
  std::int64_t between(std::int64_t lower, std::int64_t upper) {
    return std::uniform_int_distribution<std::int64_t>(lower, upper)(random_);
  }

  LoopId add_random_loop(LoopId parent_id) {
    static constexpr std::int64_t kSteps[] = {1, 1, 1, 2, 3, -1, -2};
    const std::int64_t step = kSteps[between(0, 6)];
    AffineForm start = form(between(0, 2));
    AffineForm stop = form(between(0, 6));
    if (parent_id.is_valid() && between(0, 2) == 0) {
      start = start.plus(form(0, {{parent_id, between(-1, 1)}})).value();
    }
    if (parent_id.is_valid() && between(0, 3) == 0) {
      stop = stop.plus(form(0, {{parent_id, 1}})).value();
    }
    if (between(0, 3) == 0) {
      stop = symbol().plus(form(between(-1, 2))).value();
    }
    return step > 0 ? add_loop(parent_id, start, stop, step)
                    : add_loop(parent_id, stop, start.plus(form(-1)).value(), step);
  }

  std::int64_t random_coefficient() {
    static constexpr std::int64_t kCoefficients[] = {0, 0, 1, 1, 1, -1, 2, -2, 3, 7};
    return kCoefficients[between(0, 9)];
  }

  std::vector<AffineForm> random_subscripts(LoopId innermost) {
    std::vector<AffineForm> subscripts;
    for (std::size_t dimension = 0; dimension < rank; ++dimension) {
      AffineForm subscript = form(between(-3, 5));
      for (LoopId loop_id = innermost; loop_id.is_valid();
           loop_id = nest.loops[loop_id].parent_id) {
        subscript = subscript.plus(form(0, {{loop_id, random_coefficient()}})).value();
      }
      if (between(0, 5) == 0) {
        subscript = subscript.plus(symbol()).value();
      }
      subscripts.push_back(subscript);
    }
    return subscripts;
  }

  std::mt19937_64& random_;
};

std::string describe(const RandomNest& nest) {
  const auto print = [](const AffineForm& each) {
    std::string text = std::to_string(each.constant());
    for (const auto& [loop_id, coefficient] : each.loop_terms()) {
      text += " + " + std::to_string(coefficient) + "*i" + std::to_string(loop_id.index());
    }
    return each.symbol_terms().empty() ? text : text + " + n";
  };
  std::string text;
  for (const LoopId loop_id : nest.nest.loops.ids()) {
    const auto& loop = nest.nest.loops[loop_id];
    text += "for i" + std::to_string(loop_id.index()) + " in range(" + print(*loop.domain.start) +
            ", " + print(*loop.domain.stop) + ", " + std::to_string(*loop.domain.step) + ")";
    text +=
        loop.parent_id.is_valid() ? " in i" + std::to_string(loop.parent_id.index()) + "\n" : "\n";
  }
  for (const AccessId access_id : {nest.source, nest.sink}) {
    text += "a[";
    for (const auto& dimension : nest.nest.accesses[access_id].dimensions) {
      text += print(*dimension.affine) + "; ";
    }
    text += "] in i" + std::to_string(nest.nest.accesses[access_id].loop_ids.back().index()) + "\n";
  }
  return text;
}

std::size_t common_count(const Access& left, const Access& right) {
  std::size_t count = 0;
  while (count < std::min(left.loop_ids.size(), right.loop_ids.size()) &&
         left.loop_ids[count] == right.loop_ids[count]) {
    ++count;
  }
  return count;
}

bool is_carried(const Instance& source, const Instance& sink, std::size_t carrier) {
  return std::equal(source.iterations.begin(),
                    source.iterations.begin() + static_cast<std::ptrdiff_t>(carrier),
                    sink.iterations.begin()) &&
         source.iterations[carrier] < sink.iterations[carrier];
}

// The cells of an array of these extents; an index below zero counts from the end.
bool is_one_cell(const Instance& left, const Instance& right,
                 const std::vector<std::int64_t>& extents) {
  for (std::size_t dimension = 0; dimension < extents.size(); ++dimension) {
    const std::int64_t difference = left.subscripts[dimension] - right.subscripts[dimension];
    if (difference % extents[dimension] != 0) {
      return false;
    }
  }
  return true;
}

// The smallest extents for which no index raises, each raised by `surplus`.
std::vector<std::int64_t> extents_for(std::span<const Instance> source,
                                      std::span<const Instance> sink, std::size_t rank,
                                      std::int64_t surplus) {
  std::vector<std::int64_t> extents(rank, 1);
  for (const auto& instances : {source, sink}) {
    for (const Instance& instance : instances) {
      for (std::size_t dimension = 0; dimension < rank; ++dimension) {
        const std::int64_t index = instance.subscripts[dimension];
        extents[dimension] = std::max({extents[dimension], index + 1, -index});
      }
    }
  }
  for (std::int64_t& extent : extents) {
    extent += surplus;
  }
  return extents;
}

bool may_meet(std::span<const Instance> source, std::span<const Instance> sink, std::size_t carrier,
              const std::vector<std::int64_t>& extents) {
  for (const Instance& first : source) {
    for (const Instance& second : sink) {
      if (is_carried(first, second, carrier) && is_one_cell(first, second, extents)) {
        return true;
      }
    }
  }
  return false;
}

bool contains(std::span<const Instance> instances, const IterationVector& iterations) {
  return std::ranges::any_of(
      instances, [&](const Instance& instance) { return instance.iterations == iterations; });
}

struct Score {
  std::uint64_t pairs = 0;
  std::uint64_t truly_independent = 0;
  std::uint64_t proved_independent = 0;
  std::uint64_t truly_dependent = 0;
  std::uint64_t proved_dependent = 0;
};

// Compares what the analysis says of one pair and one carrier with the enumeration.
class Comparison {
 public:
  Comparison(const RandomNest& nest, Score& score)
      : nest_(nest), score_(score), source_(nest, nest.source), sink_(nest, nest.sink) {}

  // False after a failure.
  bool run() {
    const Access& source = nest_.nest.accesses[nest_.source];
    const Access& sink = nest_.nest.accesses[nest_.sink];
    for (std::size_t carrier = 0; carrier < common_count(source, sink); ++carrier) {
      if (!check_static(carrier, source.loop_ids[carrier]) ||
          !check_at_call(carrier, source.loop_ids[carrier])) {
        return false;
      }
    }
    return true;
  }

 private:
  bool check_static(std::size_t carrier, LoopId carrier_id) {
    const PairAnswer answer = ask(nullptr, carrier_id);
    bool meets = false;
    for (std::int64_t surplus = 0; surplus < 3; ++surplus) {
      meets =
          meets || may_meet(source_.instances, sink_.instances, carrier,
                            extents_for(source_.instances, sink_.instances, nest_.rank, surplus));
    }
    return check(answer, meets, false);
  }

  bool check_at_call(std::size_t carrier, LoopId carrier_id) {
    const auto extents = extents_for(source_.instances, sink_.instances, nest_.rank, 0);
    const auto facts = nest_.facts(kSymbolValue, extents);
    const PairAnswer answer = ask(&facts, carrier_id);
    const bool meets = may_meet(source_.instances, sink_.instances, carrier, extents);
    for (const Assumption& assumption : answer.evidence.assumptions) {
      EXPECT_EQ(evaluate(assumption, nest_.nest, facts), true) << describe(nest_);
    }
    return check(answer, meets, true);
  }

  PairAnswer ask(const loop_ir::ArgumentFacts* facts, LoopId carrier_id) {
    TestCounters counters;
    const Context context{nest_.nest, facts, EffectTable::standard(), counters};
    return test_pair(context, nest_.source, nest_.sink, carrier_id, BaseType::Array);
  }

  bool check(const PairAnswer& answer, bool meets, bool is_scored) {
    if (is_scored) {
      ++score_.pairs;
      score_.truly_independent += meets ? 0 : 1;
      score_.proved_independent += answer.answer == Answer::Independent ? 1 : 0;
      score_.truly_dependent += meets ? 1 : 0;
      score_.proved_dependent += answer.answer == Answer::Dependent ? 1 : 0;
    }
    EXPECT_FALSE(answer.answer == Answer::Independent && meets) << describe(nest_);
    const bool is_witnessed =
        answer.answer != Answer::Dependent || !is_scored ||
        (answer.witness && contains(source_.instances, answer.witness->source) &&
         contains(sink_.instances, answer.witness->sink) && meets);
    EXPECT_TRUE(is_witnessed) << describe(nest_);
    return !testing::Test::HasFailure();
  }

  const RandomNest& nest_;
  Score& score_;
  Enumeration source_;
  Enumeration sink_;
};

TEST(BruteForce, no_independent_pair_ever_meets_and_every_witness_is_real) {
  std::cout << "AUTOPAR_TEST_SEED=" << seed() << '\n';
  std::mt19937_64 random(seed());
  Score score;
  while (score.pairs < kPairs) {
    const RandomNest nest(random);
    if (!Comparison(nest, score).run()) {
      break;
    }
  }
  std::cout << score.pairs << " pairs, independent: " << score.proved_independent << " of "
            << score.truly_independent << " proved, dependent: " << score.proved_dependent << " of "
            << score.truly_dependent << " proved\n";
  EXPECT_GT(score.proved_independent * 1000, score.truly_independent * 999);
}

}  // namespace
}  // namespace autopar::dependence
