#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <optional>

#include "harness/environment.hpp"
#include "harness/filter.hpp"
#include "harness/groups.hpp"
#include "harness/interpreter.hpp"
#include "harness/options.hpp"
#include "harness/recorder.hpp"
#include "harness/run.hpp"
#include "harness/suite.hpp"
#include "harness/summary.hpp"
#include "harness/worker.hpp"

namespace {

using namespace autopar::bench;  // NOLINT(google-build-using-namespace): this is its main program

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

// True if nothing went wrong.
bool print_summary(const Summary& summary) {
  for (const std::string& line : summary.lines) {
    fmt::print(stderr, "autopar-bench: {}\n", line);
  }
  return summary.is_all_right;
}

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
  return print_summary(summarize(run.ledger(), suite)) ? kAllRight : kSomeCellFailed;
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
