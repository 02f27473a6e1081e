#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <memory>
#include <optional>

#include "harness/benchmarks.hpp"
#include "harness/environment.hpp"
#include "harness/interpreter.hpp"
#include "harness/options.hpp"
#include "harness/recorder.hpp"
#include "harness/reporters.hpp"
#include "harness/suite.hpp"

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

// One line per cell that is not plainly right. True if all were right.
bool print_summary(const Ledger& ledger) {
  bool is_all_right = true;
  for (const auto& [name, cell] : ledger) {
    is_all_right = is_all_right && cell.outcome.is_timed();
    if (cell.outcome.status != Status::Ok) {
      fmt::print(stderr, "autopar-bench: {}: {}: {}\n", name, name_of(cell.outcome.status),
                 cell.outcome.message);
    }
  }
  return is_all_right;
}

// Runs what the filter selects; gives their number.
std::size_t run_benchmarks(const Options& options, DatabaseReporter* raw_reporter) {
  const std::unique_ptr<benchmark::BenchmarkReporter> display(
      options.is_quiet ? new SilentReporter : benchmark::CreateDefaultDisplayReporter());
  return raw_reporter == nullptr ? benchmark::RunSpecifiedBenchmarks(display.get())
                                 : benchmark::RunSpecifiedBenchmarks(display.get(), raw_reporter);
}

int run_into_database(const Options& options, const Suite& suite, const Environment& environment,
                      const Ledger& ledger) {
  auto recorder = Recorder::open(*options.output, environment, suite.problems());
  if (!recorder) {
    return complain(recorder.error(), kNoDatabase);
  }
  DatabaseReporter raw_reporter(*recorder, ledger);
  const std::size_t count = run_benchmarks(options, &raw_reporter);
  if (raw_reporter.error()) {
    return complain(*raw_reporter.error(), kNoDatabase);
  }
  if (auto finished = recorder->finish(); !finished) {
    return complain(finished.error(), kNoDatabase);
  }
  return count == 0 ? kBadCommandLine : kAllRight;
}

int run_without_database(const Options& options) {
  return run_benchmarks(options, nullptr) == 0 ? kBadCommandLine : kAllRight;
}

int run_suite(const Options& options, Suite& suite, const Environment& environment) {
  Ledger ledger;
  register_benchmarks(suite, options, ledger);
  const int code = options.output ? run_into_database(options, suite, environment, ledger)
                                  : run_without_database(options);
  benchmark::ClearRegisteredBenchmarks();
  const bool is_all_right = print_summary(ledger);
  return code == kAllRight && !is_all_right ? int{kSomeCellFailed} : code;
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
  for (const auto& [key, value] : *environment) {
    benchmark::AddCustomContext(key, value);
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
    return run_command_line(argc, argv);
  } catch (const std::exception& bug) {
    return complain({bug.what()}, kInternalError);
  }
}
