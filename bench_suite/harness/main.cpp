#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <memory>
#include <optional>
#include <string_view>

#include "harness/benchmarks.hpp"
#include "harness/environment.hpp"
#include "harness/filter.hpp"
#include "harness/groups.hpp"
#include "harness/interpreter.hpp"
#include "harness/load.hpp"
#include "harness/options.hpp"
#include "harness/progress.hpp"
#include "harness/recorder.hpp"
#include "harness/reporters.hpp"
#include "harness/suite.hpp"
#include "harness/warm_cells.hpp"
#include "harness/worker.hpp"

namespace {

using namespace autopar::bench;

int complain(const autopar::Error& error, ExitCode code) {
  fmt::print(stderr, "autopar-bench: {}\n", error.message);
  return code;
}

// False if a flag is none of Google Benchmark's; says so. Google Benchmark keeps a pointer to the
// first argument, so they have to outlive the benchmarks.
bool initialize_benchmark(std::vector<std::string>& arguments) {
  std::vector<char*> pointers;
  pointers.reserve(arguments.size());
  for (std::string& argument : arguments) {
    pointers.push_back(argument.data());
  }
  int count = static_cast<int>(pointers.size());
  benchmark::Initialize(&count, pointers.data());
  if (count > 1) {
    complain({fmt::format("no such option: {}; see --help", pointers[1])}, kBadCommandLine);
    return false;
  }
  return true;
}

autopar::Result<Suite> load_suite(const Options& options) {
  if (auto found = check_modules({"numpy"}); !found) {
    return tl::unexpected(found.error());
  }
  auto suite = Suite::load(options.suite_folder + "/programs", options.contenders_file);
  if (suite) {
    if (auto found = check_modules(suite->required_modules()); !found) {
      return tl::unexpected(found.error());
    }
  }
  return suite;
}

// Right, left out, or an exception of somebody who does not take every program.
bool is_all_right_with(const Cell& cell, const std::vector<ContenderFacts>& contenders) {
  if (cell.outcome.is_timed() || cell.outcome.is_cut_off()) {
    return true;
  }
  if (cell.outcome.failure != FailureKind::Raised) {
    return false;
  }
  const auto facts = std::ranges::find(contenders, cell.key.contender, &ContenderFacts::name);
  return facts != contenders.end() && !facts->takes_every_program;
}

// One line per cell that is not plainly right. True if nothing went wrong.
bool print_summary(const Ledger& ledger, const Suite& suite) {
  bool is_all_right = true;
  for (const auto& [name, cell] : ledger) {
    is_all_right = is_all_right && is_all_right_with(cell, suite.contenders());
    if (cell.outcome.status != Status::Ok) {
      fmt::print(stderr, "autopar-bench: {}: {}: {}\n", name,
                 cell.outcome.is_cut_off() ? "left out" : name_of(cell.outcome.status),
                 cell.outcome.message);
    }
  }
  return is_all_right;
}

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

// Everything that is measured, group after group.
class Run {
 public:
  Run(Suite& suite, const Options& options, const std::vector<Group>& groups)
      : options_(options),
        groups_(groups),
        cells_(options),
        workbench_{suite, options, cells_, ledger_},
        display_(make_display(options), widest_name(groups)) {}

  // Gives the first thing that could not be written.
  std::optional<autopar::Error> run(Recorder* recorder) {
    FileReporter files(options_, recorder, ledger_);
    Progress progress(groups_, options_.begin, options_.is_quiet);
    for (std::size_t place = 0; place < groups_.size() && !files.error() && !error_; ++place) {
      if (!fits(place, progress)) {
        leave_out(place, recorder);
        break;
      }
      if (!run_group(groups_[place], files, recorder)) {
        leave_out(place, recorder);
        break;
      }
      progress.finish_group(place);
    }
    display_.finish();
    files.finish();
    return files.error() ? files.error() : error_;
  }

  [[nodiscard]] const Ledger& ledger() const { return ledger_; }

 private:
  [[nodiscard]] bool fits(std::size_t place, const Progress& progress) const {
    return options_.budget_minutes == 0.0 ||
           progress.expected_end_minutes(place) <= options_.budget_minutes;
  }

  void leave_out(std::size_t place, Recorder* recorder) {
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

  [[nodiscard]] bool is_cut_off(const Group& group) const {
    return std::ranges::any_of(group.keys, [&](const CellKey& key) {
      const auto cell = ledger_.find(name_of(key));
      return cell != ledger_.end() && cell->second.outcome.is_cut_off();
    });
  }

  // False if the end of the run came first. Nothing of the group is kept then: what is not there of
  // it would look like what a contender has no form of.
  bool run_group(const Group& group, FileReporter& files, Recorder* recorder) {
    LoadMeter load;
    register_group(workbench_, group);
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

  const Options& options_;
  const std::vector<Group>& groups_;
  WarmCells cells_;
  Ledger ledger_;
  Workbench workbench_;
  JoinedReporter display_;
  std::optional<autopar::Error> error_;
};

// The options of a run that begins to measure now. What was begun within the budget may take a
// little longer than expected, but not for ever.
Options begin_now(Options options) {
  constexpr double kAllowance = 0.05;
  constexpr double kAllowanceS = 20.0;
  options.begin = std::chrono::steady_clock::now();
  if (options.budget_minutes > 0.0) {
    const std::chrono::duration<double> allowed(60.0 * (1.0 + kAllowance) * options.budget_minutes +
                                                kAllowanceS);
    options.end =
        options.begin + std::chrono::duration_cast<std::chrono::steady_clock::duration>(allowed);
  }
  return options;
}

// Unless --output asks for a database there is no recorder.
int run_groups(const Options& options, Suite& suite, const Environment& environment,
               const std::vector<Group>& groups) {
  std::optional<Recorder> recorder;
  if (options.output) {
    auto opened = Recorder::open(*options.output, environment, suite, options.jobs);
    if (!opened) {
      return complain(opened.error(), kNoDatabase);
    }
    recorder.emplace(std::move(*opened));
  }
  const Options begun = begin_now(options);
  Run run(suite, begun, groups);
  if (auto error = run.run(recorder ? &*recorder : nullptr)) {
    return complain(*error, kNoDatabase);
  }
  if (auto finished = recorder ? recorder->finish() : autopar::Result<void>(); !finished) {
    return complain(finished.error(), kNoDatabase);
  }
  return print_summary(run.ledger(), suite) ? kAllRight : kSomeCellFailed;
}

int list_groups(const std::vector<Group>& groups) {
  for (const Group& group : groups) {
    for (const CellKey& key : group.keys) {
      fmt::print("{}\n", full_name(key));
    }
  }
  return kAllRight;
}

int measure(const Options& options, Suite& suite, Environment environment,
            const std::vector<Group>& groups) {
  if (auto added = add_measured_facts(environment, options); !added) {
    return complain(added.error(), kNoEnvironment);
  }
  if (const std::string flag = find_flag(environment); !flag.empty()) {
    environment.emplace("flag", flag);
    if (!options.is_quiet) {
      fmt::print(stderr, "autopar-bench: {}\n", flag);
    }
  }
  for (const auto& [key, value] : environment) {
    benchmark::AddCustomContext(key, value);
  }
  return run_groups(options, suite, environment, groups);
}

int run_suite(const Options& options, Suite& suite, const Environment& environment) {
  auto filter = Filter::make(options.filter);
  if (!filter) {
    return complain(filter.error(), kBadCommandLine);
  }
  const std::vector<Group> groups = make_groups(suite, options, *filter);
  if (groups.empty()) {
    return complain({fmt::format("no benchmark is called like {}; --benchmark_list_tests=true "
                                 "lists them",
                                 options.filter)},
                    kBadCommandLine);
  }
  return options.has_to_list ? list_groups(groups) : measure(options, suite, environment, groups);
}

int run(Options& options) {
  if (!initialize_benchmark(options.benchmark_arguments)) {
    return kBadCommandLine;
  }
  const Environment prepared = prepare_process(options.jobs);
  auto interpreter = Interpreter::start(options.python, options.suite_folder + "/harness");
  if (!interpreter) {
    return complain(interpreter.error(), kNoEnvironment);
  }
  auto suite = load_suite(options);
  if (!suite) {
    return complain(suite.error(), kNoEnvironment);
  }
  auto environment = describe_environment(options, prepared);
  if (!environment) {
    return complain(environment.error(), kNoEnvironment);
  }
  return run_suite(options, *suite, *environment);
}

int run_command_line(int argc, const char* const* argv) {
  auto line = read_command_line(argc, argv);
  if (!line) {
    return complain(line.error(), kBadCommandLine);
  }
  if (line->text_to_print) {
    fmt::print("{}", *line->text_to_print);
    return kAllRight;
  }
  return run(line->options);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    if (!arguments.empty() && arguments.front() == kWorkerFlag) {
      return run_worker(arguments);
    }
    return run_command_line(argc, argv);
  } catch (const std::exception& bug) {
    return complain({bug.what()}, kInternalError);
  }
}
