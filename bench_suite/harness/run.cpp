#include "harness/run.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string_view>

#include "harness/load.hpp"

namespace autopar::bench {
namespace {

std::size_t widest_name(const std::vector<Group>& groups) {
  std::size_t width = 0;
  for (const Group& group : groups) {
    for (const CellKey& key : group.keys) {
      width = std::max(width, full_name(key).size());
    }
  }
  return width + std::string_view("_median").size();
}

std::unique_ptr<benchmark::BenchmarkReporter> make_display(const Options& options) {
  return std::unique_ptr<benchmark::BenchmarkReporter>(
      options.is_quiet ? new SilentReporter : benchmark::CreateDefaultDisplayReporter());
}

}  // namespace

Run::Run(Suite& suite, const Options& options, const std::vector<Group>& groups)
    : options_(options),
      groups_(groups),
      cells_(options),
      workbench_{suite, options, cells_, ledger_},
      display_(make_display(options), widest_name(groups)) {}

std::optional<Error> Run::run(Recorder* recorder) {
  FileReporter files(options_, recorder, ledger_);
  Progress progress(groups_, options_.begin, options_.is_quiet);
  for (std::size_t place = 0; place < groups_.size() && !files.error() && !error_; ++place) {
    if (!fits(place, progress)) {
      leave_out(place, recorder);
      break;
    }
    if (!run_group(groups_[place], is_short_of_time(place, progress), files, recorder)) {
      leave_out(place, recorder);
      break;
    }
    progress.finish_group(place);
  }
  display_.finish();
  files.finish();
  return files.error() ? files.error() : error_;
}

bool Run::fits(std::size_t place, const Progress& progress) const {
  return options_.budget_minutes == 0.0 ||
         progress.expected_end_minutes(place) <= options_.budget_minutes;
}

bool Run::is_short_of_time(std::size_t place, const Progress& progress) const {
  return options_.budget_minutes > 0.0 &&
         progress.least_total_minutes(place) > options_.budget_minutes;
}

void Run::leave_out(std::size_t place, Recorder* recorder) {
  const std::string text = fmt::format(
      "{} of {} groups of benchmarks, from {} on: they do not fit into {} minutes",
      groups_.size() - place, groups_.size(), groups_[place].name, options_.budget_minutes);
  fmt::print(stderr, "autopar-bench: left out {}\n", text);
  if (recorder != nullptr) {
    if (auto noted = recorder->note_left_out(text); !noted) {
      error_ = noted.error();
    }
  }
}

bool Run::is_cut_off(const Group& group) const {
  return std::ranges::any_of(group.keys, [&](const CellKey& key) {
    const auto cell = ledger_.find(name_of(key));
    return cell != ledger_.end() && cell->second.outcome.is_cut_off();
  });
}

// Of a group that was cut short nothing is kept: what is not there of it would look like what a
// contender has no form of.
bool Run::run_group(const Group& group, bool is_short, FileReporter& files, Recorder* recorder) {
  LoadMeter load;
  register_group(workbench_, group, is_short);
  load.begin(cells_.process());
  if (options_.result_file.empty()) {
    benchmark::RunSpecifiedBenchmarks(&display_, ".");
  } else {
    benchmark::RunSpecifiedBenchmarks(&display_, &files, ".");
  }
  benchmark::ClearRegisteredBenchmarks();
  if (is_cut_off(group)) {
    files.drop_group();
    return false;
  }
  files.keep_group();
  const auto foreign = load.foreign_processors(cells_.process());
  if (recorder != nullptr && foreign) {
    if (auto noted = recorder->note_foreign_load(group.keys.front(), *foreign); !noted) {
      error_ = noted.error();
    }
  }
  cells_.forget();
  return true;
}

}  // namespace autopar::bench
