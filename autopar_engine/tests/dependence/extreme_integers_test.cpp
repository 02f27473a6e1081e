#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <limits>
#include <random>

#include "dependence/pair_test.hpp"
#include "tests/dependence/affine_nest.hpp"
#include "tests/dependence/random_seed.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::AffineForm;
using loop_ir::LoopId;
__extension__ using Wide = __int128;

// Unoptimized builds are some twenty times slower.
#ifdef NDEBUG
constexpr int kPairs = 20'000;
#else
constexpr int kPairs = 1'000;
#endif

bool fits(Wide value) {
  return value >= std::numeric_limits<std::int64_t>::min() &&
         value <= std::numeric_limits<std::int64_t>::max();
}

// Two instances that meet are chosen first, with all numbers near 0, 2^31, 2^32, 2^62 and 2^63 of
// either sign, and the nest is built around them: whatever overflows in 64 bits, in 128 bits both
// subscripts are one number.
class MeetingNest : public AffineNest {
 public:
  explicit MeetingNest(std::mt19937_64& random) : random_(random) {
    value = number();
    const auto depth = static_cast<std::size_t>(between(1, 2));
    carrier = static_cast<std::size_t>(between(0, static_cast<std::int64_t>(depth) - 1));
    for (std::size_t level = 0; level < depth && is_built; ++level) {
      add_level(level);
    }
    if (is_built) {
      add_accesses();
    }
  }

  // False where the numbers did not fit; then the nest is to be thrown away.
  bool is_built = true;
  std::int64_t value = 0;
  std::size_t carrier = 0;
  std::vector<LoopId> loops;
  IterationVector source_iterations;
  IterationVector sink_iterations;
  loop_ir::AccessId source;
  loop_ir::AccessId sink;

  [[nodiscard]] Wide index_at(std::size_t level, Wide iteration) const {
    const auto& domain = nest.loops[loops[level]].domain;
    return evaluate(*domain.start, {}) + iteration * *domain.step;
  }

  [[nodiscard]] bool runs(std::size_t level, std::int64_t iteration) const {
    const auto& domain = nest.loops[loops[level]].domain;
    const Wide index = index_at(level, iteration);
    const Wide stop = evaluate(*domain.stop, {});
    return iteration >= 0 && (*domain.step > 0 ? index < stop : index > stop);
  }

  [[nodiscard]] Wide subscript_at(loop_ir::AccessId access_id,
                                  const IterationVector& iterations) const {
    return evaluate(*nest.accesses[access_id].dimensions.front().affine, iterations);
  }

 private:
  std::int64_t between(std::int64_t lower, std::int64_t upper) {
    return std::uniform_int_distribution<std::int64_t>(lower, upper)(random_);
  }

  std::int64_t number() {
    constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
    static constexpr std::int64_t kBases[] = {
        0, 0, 0, std::int64_t{1} << 31, std::int64_t{1} << 32, std::int64_t{1} << 62, kLargest};
    const std::int64_t base = kBases[between(0, 6)];
    const std::int64_t near = base == kLargest ? base - between(0, 3) : base + between(-3, 3);
    return between(0, 1) == 0 ? near : -near - (base == kLargest ? between(0, 1) : 0);
  }

  std::int64_t narrow(Wide wide) {
    is_built = is_built && fits(wide);
    return is_built ? static_cast<std::int64_t>(wide) : 0;
  }

  std::int64_t random_iteration() {
    const std::int64_t iteration = number();
    return between(0, 2) > 0 ? between(0, 5)
                             : (iteration < 0 ? narrow(-Wide{iteration}) : iteration);
  }

  // A constant, or the symbol plus what it lacks.
  AffineForm known_or_symbol(std::int64_t constant) {
    if (between(0, 2) > 0) {
      return form(constant);
    }
    return symbol().plus(form(narrow(Wide{constant} - value))).value_or(form(constant));
  }

  void add_level(std::size_t level) {
    std::int64_t source_iteration = random_iteration();
    std::int64_t sink_iteration = level < carrier ? source_iteration : random_iteration();
    if (level == carrier && source_iteration == sink_iteration) {
      sink_iteration = narrow(Wide{sink_iteration} + 1);
    }
    if (level == carrier && source_iteration > sink_iteration) {
      std::swap(source_iteration, sink_iteration);
    }
    const std::int64_t start = number();
    const std::int64_t large = number();
    const std::int64_t step =
        between(0, 2) > 0 || large == 0 ? (between(0, 1) == 0 ? 1 : -1) : large;
    const Wide last = Wide{std::max(source_iteration, sink_iteration)} * step + start;
    const std::int64_t stop = narrow(last + (step > 0 ? between(1, 5) : -between(1, 5)));
    source_iterations.push_back(source_iteration);
    sink_iterations.push_back(sink_iteration);
    loops.push_back(add_loop(loops.empty() ? LoopId() : loops.back(), known_or_symbol(start),
                             known_or_symbol(stop), step));
  }

  void add_accesses() {
    AffineForm first = known_or_symbol(number());
    AffineForm second = form(0);
    for (const LoopId loop_id : loops) {
      first = first.plus(form(0, {{loop_id, number() / 4}})).value();
      second = second.plus(form(0, {{loop_id, number() / 4}})).value();
    }
    source = add_access(loop_ir::AccessMode::Write, loops.back(), {first});
    const loop_ir::AccessId draft = add_access(loop_ir::AccessMode::Read, loops.back(), {second});
    const Wide difference =
        subscript_at(source, source_iterations) - subscript_at(draft, sink_iterations);
    const auto shifted = second.plus(form(narrow(difference)));
    is_built = is_built && shifted.has_value();
    sink = add_access(loop_ir::AccessMode::Read, loops.back(), {shifted.value_or(second)});
  }

  Wide evaluate(const AffineForm& each, const IterationVector& iterations) const {
    Wide sum = each.constant();
    for (const auto& [loop_id, coefficient] : each.loop_terms()) {
      const auto level =
          static_cast<std::size_t>(std::ranges::find(loops, loop_id) - loops.begin());
      sum += index_at(level, iterations[level]) * coefficient;
    }
    for (const auto& [symbol_id, coefficient] : each.symbol_terms()) {
      sum += Wide{value} * coefficient;
    }
    return sum;
  }

  std::mt19937_64& random_;
};

void check_witness(const MeetingNest& nest, const Witness& witness) {
  EXPECT_TRUE(nest.subscript_at(nest.source, witness.source) ==
              nest.subscript_at(nest.sink, witness.sink));
  for (std::size_t level = 0; level < nest.loops.size(); ++level) {
    EXPECT_TRUE(nest.runs(level, witness.source[level]) && nest.runs(level, witness.sink[level]));
  }
}

void check_answer(const MeetingNest& nest, const PairAnswer& answer, bool is_at_call) {
  ASSERT_NE(answer.answer, Answer::Independent) << name_of(answer.decided_by);
  for (std::size_t level = 0; level < nest.loops.size(); ++level) {
    const Wide distance = Wide{nest.sink_iterations[level]} - nest.source_iterations[level];
    const auto& [lower, upper] = answer.distances[level];
    EXPECT_TRUE((!lower || *lower <= distance) && (!upper || *upper >= distance));
  }
  if (is_at_call && answer.answer == Answer::Dependent) {
    check_witness(nest, *answer.witness);
  }
}

struct Question {
  const loop_ir::ArgumentFacts* facts = nullptr;
  BaseType type = BaseType::Array;
};

TEST(ExtremeIntegers, never_hide_a_dependence) {
  std::cout << "AUTOPAR_TEST_SEED=" << random_seed() << '\n';
  std::mt19937_64 random(random_seed());
  int pairs = 0;
  int found = 0;
  while (pairs < kPairs && !HasFailure()) {
    const MeetingNest nest(random);
    if (!nest.is_built) {
      continue;
    }
    ++pairs;
    const auto facts = nest.facts(nest.value, {1});
    const Question questions[] = {
        {nullptr, BaseType::Array}, {nullptr, BaseType::Dict}, {&facts, BaseType::Dict}};
    for (const auto& [known, type] : questions) {
      TestCounters counters;
      const Context context{nest.nest, known, EffectTable::standard(), counters};
      const PairAnswer answer =
          test_pair(context, nest.source, nest.sink, nest.loops[nest.carrier], type);
      check_answer(nest, answer, known != nullptr);
      found += known != nullptr && answer.answer == Answer::Dependent ? 1 : 0;
    }
  }
  std::cout << pairs << " pairs that meet, " << found << " of them proved to\n";
  EXPECT_GT(found, pairs / 20);
}

}  // namespace
}  // namespace autopar::dependence
