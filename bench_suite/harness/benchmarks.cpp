#include "harness/benchmarks.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "harness/cold_start.hpp"

namespace autopar::bench {
namespace {

constexpr int kFewestRepetitions = 3;
// A series has many cells, and asks for less of each.
constexpr double kSeriesMinTime = 0.02;
constexpr double kSeriesShare = 0.1;
constexpr int kSeriesRepetitions = 5;

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

Outcome& outcome_of(Workbench& workbench, const CellKey& key) {
  return workbench.ledger.try_emplace(name_of(key), Cell{key, {}}).first->second.outcome;
}

// Once a cell has gone wrong it stays wrong.
void run_warm(benchmark::State& state, Workbench& workbench, const CellKey& key) {
  Outcome& outcome = outcome_of(workbench, key);
  Answer answer;
  if (outcome.is_timed()) {
    answer = workbench.cells.time(key, state.max_iterations);
    outcome = answer.outcome;
  }
  if (outcome.is_timed()) {
    const double call_s =
        1e-9 * static_cast<double>(answer.elapsed_ns) / static_cast<double>(state.max_iterations);
    for ([[maybe_unused]] auto iteration : state) {
      state.SetIterationTime(call_s);
    }
  }
  show(state, outcome);
}

void run_cold(benchmark::State& state, Workbench& workbench, ColdStarter& starter,
              const CellKey& key) {
  Outcome& outcome = outcome_of(workbench, key);
  for ([[maybe_unused]] auto iteration : state) {
    const ColdStart start = outcome.is_timed() ? starter.start() : ColdStart{outcome, 0.0};
    outcome = start.outcome;
    state.SetIterationTime(start.seconds);
  }
  show(state, outcome);
}

// As many as fit into the time of a cell, but no fewer than 3 and no more than asked for.
int choose_repetitions(const Options& options, const Group& group, bool is_short, double call_s) {
  const double limit_s = options.cell_limit_s * (group.is_in_series ? kSeriesShare : 1.0);
  const int most =
      group.is_in_series ? std::min(options.repetitions, kSeriesRepetitions) : options.repetitions;
  const double fitting = is_short ? 0.0 : limit_s / std::max(call_s, 1e-9);
  return std::max(std::min(kFewestRepetitions, most),
                  static_cast<int>(std::min<double>(most, fitting)));
}

void register_warm(Workbench& workbench, const Group& group, bool is_short, const CellKey& key) {
  const Answer answer = workbench.cells.check(key);
  // Where CPython ran the loops there is no kernel, and the warm cell says so.
  if (key.measurement == Measurement::Kernel && answer.outcome.status != Status::Ok &&
      !answer.outcome.is_cut_off()) {
    return;
  }
  workbench.ledger.insert_or_assign(name_of(key), Cell{key, answer.outcome, answer.footprint});
  auto* registered = benchmark::RegisterBenchmark(
      name_of(key).c_str(),
      [&workbench, key](benchmark::State& state) { run_warm(state, workbench, key); });
  registered->UseManualTime()->Unit(benchmark::kMillisecond);
  registered->Repetitions(choose_repetitions(workbench.options, group, is_short,
                                             1e-9 * static_cast<double>(answer.elapsed_ns)));
  if (group.is_in_series && !workbench.options.has_min_time) {
    registered->MinTime(kSeriesMinTime);
  }
}

void register_cold(Workbench& workbench, const CellKey& key) {
  auto starter = std::make_shared<ColdStarter>(workbench.suite, workbench.options, key);
  benchmark::RegisterBenchmark(name_of(key).c_str(),
                               [&workbench, starter, key](benchmark::State& state) {
                                 run_cold(state, workbench, *starter, key);
                               })
      ->UseManualTime()
      ->Unit(benchmark::kMillisecond)
      ->Iterations(1)
      ->Repetitions(workbench.options.cold_starts);
}

}  // namespace

void register_group(Workbench& workbench, const Group& group, bool is_short) {
  for (const CellKey& key : group.keys) {
    if (group.is_of_processes) {
      register_cold(workbench, key);
    } else {
      register_warm(workbench, group, is_short, key);
    }
  }
}

}  // namespace autopar::bench
