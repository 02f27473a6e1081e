#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "dependence/analysis.hpp"
#include "dependence/pair_test.hpp"
#include "frontend/lower.hpp"
#include "syntax/syntax_tree.hpp"
#include "tests/dependence/large_nest.hpp"

namespace autopar::dependence {
namespace {

using loop_ir::ArgumentFacts;
using loop_ir::LoopId;
using loop_ir::LoopNest;

constexpr std::uint64_t kSeed = 20261125;
constexpr std::size_t kPairs = 2'000;

// One question at a call: bounds, `n` and the extents are known, and whether the text answered it.
struct Question {
  LargeNest nest;
  ArgumentFacts facts;
  LoopId carrier_id;
  ByText by_text = ByText::NotAsked;
};

ByText ask_text(const Question& question) {
  TestCounters counters;
  const Context context{question.nest.nest, nullptr, EffectTable::standard(), counters};
  const PairAnswer answer = test_pair(context, question.nest.source, question.nest.sink,
                                      question.carrier_id, BaseType::Array);
  return answer.answer == Answer::Unknown ? ByText::Open : ByText::NotAsked;
}

std::vector<Question> questions_of(BoundsClass bounds_class) {
  std::mt19937_64 random(kSeed);
  std::vector<Question> questions;
  while (questions.size() < kPairs) {
    LargeNest nest(random);
    if (class_of_bounds(nest.nest, nest.source, nest.sink) == bounds_class) {
      ArgumentFacts facts = nest.facts(nest.symbol_value, nest.extents);
      const LoopId carrier_id = nest.common_loops[random() % nest.common_loops.size()];
      questions.push_back({std::move(nest), std::move(facts), carrier_id});
      questions.back().by_text = ask_text(questions.back());
    }
  }
  return questions;
}

double ask(const Question& question) {
  TestCounters counters;
  const Context context{question.nest.nest, &question.facts, EffectTable::standard(), counters};
  const auto start = std::chrono::steady_clock::now();
  benchmark::DoNotOptimize(test_pair(context, question.nest.source, question.nest.sink,
                                     question.carrier_id, BaseType::Array, question.by_text));
  const std::chrono::duration<double, std::micro> elapsed =
      std::chrono::steady_clock::now() - start;
  return elapsed.count();
}

double quantile(std::vector<double>& values, double share) {
  const auto position = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + position, values.end());
  return values[static_cast<std::size_t>(position)];
}

// Each round asks every question once. A question's time is its shortest over the rounds: what else
// the machine does makes the others longer.
void test_pairs_at_call(benchmark::State& state, BoundsClass bounds_class) {
  const std::vector<Question> questions = questions_of(bounds_class);
  std::vector<double> times(questions.size(), std::numeric_limits<double>::max());
  for ([[maybe_unused]] const auto round : state) {
    for (std::size_t position = 0; position < questions.size(); ++position) {
      times[position] = std::min(times[position], ask(questions[position]));
    }
  }
  state.counters["p50_us"] = quantile(times, 0.5);
  state.counters["p95_us"] = quantile(times, 0.95);
  state.counters["max_us"] = std::ranges::max(times);
}
BENCHMARK_CAPTURE(test_pairs_at_call, rectangular, BoundsClass::Rectangular)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(test_pairs_at_call, triangular, BoundsClass::Triangular)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(test_pairs_at_call, coupled, BoundsClass::Coupled)->Unit(benchmark::kMillisecond);

constexpr const char* kGemm = R"(def gemm(c, a, b):
    for i in range(c.shape[0]):
        for j in range(c.shape[1]):
            for k in range(a.shape[1]):
                c[i, j] += a[i, k] * b[k, j]
)";

LoopNest lower(const std::string& source) {
  const auto tree = syntax::SyntaxTree::parse(source).value();
  return frontend::lower_loops(tree, {"benchmark.py", {}, nullptr}).at(0);
}

// Square arrays of doubles, each that many rows behind the one before it.
ArgumentFacts square_arrays(const LoopNest& nest, std::int64_t extent, std::int64_t rows_apart) {
  ArgumentFacts facts;
  std::uintptr_t address = 4096;
  for (const loop_ir::NameId name_id : nest.names.ids()) {
    const std::string& name = nest.names[name_id].text;
    if (name == "a" || name == "b" || name == "c") {
      loop_ir::ArrayArgument array;
      array.extents = {extent, extent};
      array.strides_bytes = {8 * extent, 8};
      array.address = address;
      facts.arguments[name_id] = array;
      address += static_cast<std::uintptr_t>(8 * extent * rows_apart);
    }
  }
  return facts;
}

void analyze_gemm_by_text(benchmark::State& state) {
  const LoopNest nest = lower(kGemm);
  for ([[maybe_unused]] const auto round : state) {
    benchmark::DoNotOptimize(analyze(nest));
  }
}
BENCHMARK(analyze_gemm_by_text)->Unit(benchmark::kMicrosecond);

void analyze_gemm_at_call(benchmark::State& state, std::int64_t rows_apart) {
  const LoopNest nest = lower(kGemm);
  const NestAnalysis by_text = analyze(nest);
  const ArgumentFacts facts = square_arrays(nest, 1024, rows_apart);
  for ([[maybe_unused]] const auto round : state) {
    benchmark::DoNotOptimize(verdicts_at_call(nest, by_text, facts));
  }
  state.SetLabel(std::string(code_of(verdicts_at_call(nest, by_text, facts).front().verdict)));
}
// The guards of the text answer every loop.
BENCHMARK_CAPTURE(analyze_gemm_at_call, apart, 1024)->Unit(benchmark::kMicrosecond);
// They answer none, so the pairs are tested with the values of the call.
BENCHMARK_CAPTURE(analyze_gemm_at_call, overlapping, 1)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace autopar::dependence
