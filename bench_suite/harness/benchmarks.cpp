#include "harness/benchmarks.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>

#include "harness/cold_start.hpp"

namespace autopar::bench {
namespace {

constexpr const char* kColdPreset = "S";
constexpr const char* kGpuPreset = "XL";
constexpr const char* kExtended = "extended";
constexpr std::array<std::string_view, 3> kQuickStarters = {"cpython", "numba_njit", "autopar"};

void show(benchmark::State& state, const Outcome& outcome) {
  if (!outcome.is_timed()) {
    state.SkipWithError(outcome.message.c_str());
    return;
  }
  std::string label = outcome.ran_on.device;
  if (outcome.ran_on.threads) {
    label += fmt::format(" x{}", *outcome.ran_on.threads);
  }
  if (outcome.status == Status::Fallback) {
    label += fmt::format(" FALLBACK: {}", outcome.message);
  }
  state.SetLabel(label);
}

Outcome judge(const Result<std::string>& difference) {
  if (!difference) {
    return make_failure(difference.error().message);
  }
  return difference->empty() ? make_success({}) : make_wrong(*difference);
}

Outcome judge_device(const Result<RanOn>& ran_on) {
  return ran_on ? make_success(*ran_on) : make_failure(ran_on.error().message);
}

// One contender on one problem, from the check to the last repetition. Once it has gone wrong it
// stays wrong.
class WarmBenchmark {
 public:
  WarmBenchmark(Suite& suite, CellKey key, Ledger& ledger)
      : suite_(suite), key_(std::move(key)), ledger_(ledger) {}

  void run(benchmark::State& state) {
    Outcome& outcome = ledger_.try_emplace(name_of(key_), Cell{key_, {}}).first->second.outcome;
    if (!is_prepared_) {
      outcome = prepare();
      is_prepared_ = true;
    }
    if (outcome.is_timed()) {
      outcome = measure(state);
    }
    show(state, outcome);
  }

 private:
  Outcome prepare() {
    auto cell = suite_.open_cell(key_);
    if (!cell) {
      return make_failure(cell.error().message);
    }
    cell_.emplace(std::move(*cell));
    return judge(cell_->check());
  }

  Outcome measure(benchmark::State& state) {
    std::optional<Error> error;
    for ([[maybe_unused]] auto iteration : state) {
      auto seconds = error ? Result<double>(0.0) : cell_->time_call();
      if (!seconds) {
        error = seconds.error();
        state.SkipWithError(error->message.c_str());
        break;
      }
      state.SetIterationTime(*seconds);
    }
    if (error) {
      return make_failure(error->message);
    }
    const Outcome compared = judge(cell_->compare_last());
    return compared.is_timed() ? judge_device(cell_->find_device()) : compared;
  }

  Suite& suite_;
  CellKey key_;
  Ledger& ledger_;
  bool is_prepared_ = false;
  std::optional<WarmCell> cell_;
};

void run_cold(benchmark::State& state, Suite& suite, const Options& options, const CellKey& key,
              Ledger& ledger) {
  Outcome& outcome = ledger.try_emplace(name_of(key), Cell{key, {}}).first->second.outcome;
  for ([[maybe_unused]] auto iteration : state) {
    const ColdStart start =
        outcome.is_timed() ? start_cold(suite, options, key) : ColdStart{outcome, 0.0};
    outcome = start.outcome;
    state.SetIterationTime(start.seconds);
  }
  show(state, outcome);
}

void register_warm(Suite& suite, const CellKey& key, Ledger& ledger) {
  auto cell = std::make_shared<WarmBenchmark>(suite, key, ledger);
  benchmark::RegisterBenchmark(name_of(key).c_str(),
                               [cell](benchmark::State& state) { cell->run(state); })
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond);
}

void register_cold(Suite& suite, const Options& options, const CellKey& key, Ledger& ledger) {
  benchmark::RegisterBenchmark(name_of(key).c_str(),
                               [&suite, &options, key, &ledger](benchmark::State& state) {
                                 run_cold(state, suite, options, key, ledger);
                               })
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond)
      ->Iterations(1)
      ->Repetitions(options.cold_starts);
}

bool is_selected(const Problem& problem, const Options& options) {
  if (problem.set == kExtended && !options.has_extended) {
    return false;
  }
  if (options.is_quick) {
    return problem.preset == kColdPreset;
  }
  return options.has_xl || problem.preset != kGpuPreset;
}

// A quick run starts only those that the others are compared with.
std::vector<std::string> choose_starters(const Problem& problem, const Options& options) {
  std::vector<std::string> starters;
  for (const std::string& contender : problem.contenders) {
    const bool is_usual = std::ranges::find(kQuickStarters, contender) != kQuickStarters.end();
    if (is_usual || !options.is_quick) {
      starters.push_back(contender);
    }
  }
  starters.emplace_back(kNumpyOnly);
  return starters;
}

}  // namespace

void register_benchmarks(Suite& suite, const Options& options, Ledger& ledger) {
  for (const Problem& problem : suite.problems()) {
    if (!is_selected(problem, options)) {
      continue;
    }
    for (const std::string& contender : problem.contenders) {
      register_warm(suite, {problem.program, problem.preset, contender, Measurement::Warm}, ledger);
    }
    if (options.cold_starts == 0 || problem.preset != kColdPreset) {
      continue;
    }
    for (const std::string& contender : choose_starters(problem, options)) {
      register_cold(suite, options, {problem.program, problem.preset, contender, Measurement::Cold},
                    ledger);
    }
  }
}

}  // namespace autopar::bench
