#include "harness/options.hpp"

#include <fmt/format.h>
#include <sched.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <string_view>

namespace autopar::bench {
namespace {

constexpr std::string_view kFooter = R"(
Further options are Google Benchmark's: --benchmark_filter=REGEX, --benchmark_list_tests,
--benchmark_repetitions=N, --benchmark_min_time=SECONDS, --benchmark_format=console|json|csv,
--benchmark_out=FILE, --benchmark_enable_random_interleaving=BOOL and all others. Without them:
10 repetitions of at least 0.1 s each, interleaved at random, shown as aggregates.

Benchmarks are named PROGRAM/PRESET/CONTENDER; PROGRAM/S/CONTENDER/cold is the start of a process.
A result that differs from CPython's is an error and is not timed. Where CPython ran the loops
although the contender is there to avoid it, the label says so.

Exit codes: 0 every benchmark was right; 1 one was wrong or failed; 2 the command line is wrong or
selects nothing; 3 Python or a module is not there, or not from the virtual environment; 4 the
database or the raw file could not be written; 70 a bug of autopar-bench.)";

int count_cores() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  return sched_getaffinity(0, sizeof cores, &cores) == 0 ? std::max(CPU_COUNT(&cores), 1) : 1;
}

bool has_flag(const std::vector<std::string>& arguments, std::string_view flag) {
  return std::any_of(arguments.begin(), arguments.end(), [&](const std::string& argument) {
    return argument == flag || argument.starts_with(std::string(flag) + "=");
  });
}

std::vector<std::string> default_flags(const Options& options) {
  std::vector<std::string> flags = {"--benchmark_enable_random_interleaving=true",
                                    "--benchmark_display_aggregates_only=true"};
  flags.emplace_back(options.is_quick ? "--benchmark_repetitions=5" : "--benchmark_repetitions=10");
  flags.emplace_back(options.is_quick ? "--benchmark_min_time=0.05" : "--benchmark_min_time=0.1");
  if (options.output) {
    flags.push_back("--benchmark_out=" +
                    std::filesystem::path(*options.output).replace_extension(".json").string());
  }
  return flags;
}

// What would keep raw repetitions from the database.
Result<void> check_together(const Options& options, const std::vector<std::string>& rest) {
  for (const std::string& argument : rest) {
    if (!argument.starts_with("--")) {
      return fail(fmt::format("autopar-bench takes no argument {}; see --help", argument));
    }
  }
  for (const auto* flag : {"--benchmark_report_aggregates_only", "--benchmark_out_format"}) {
    if (options.output && has_flag(rest, flag)) {
      return fail(fmt::format("{} does not go with --output, which needs every repetition", flag));
    }
  }
  return {};
}

void add_options(CLI::App& app, Options& options) {
  app.add_option("--output", options.output,
                 "Add the results to this SQLite database; the raw JSON goes beside it");
  app.add_option("--jobs", options.jobs, "Threads for the contenders that use threads")
      ->check(CLI::Range(1, 4096))
      ->capture_default_str();
  app.add_flag("--quick", options.is_quick, "Preset S only, 5 short repetitions");
  app.add_flag("--extended", options.has_extended,
               "The extended programs too, not only the twelve");
  app.add_flag("--xl", options.has_xl,
               "Preset XL too, which is sized for a GPU: the reference in C stands in for CPython");
  app.add_option("--cold-starts", options.cold_starts,
                 "Starts of a fresh process per contender and program, 0 for none")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  app.add_flag("--quiet", options.is_quiet, "Print nothing but what went wrong");
  app.add_option("--contenders", options.contenders_file,
                 "A Python file with more contenders (see autopar_bench/contenders.py)")
      ->check(CLI::ExistingFile);
  app.add_option("--suite", options.suite_folder, "The folder bench_suite to take programs from")
      ->check(CLI::ExistingDirectory)
      ->capture_default_str();
  app.add_option("--python", options.python, "The python of the virtual environment")
      ->take_last()
      ->capture_default_str();
}

std::string version_text() { return fmt::format("autopar-bench {}", AUTOPAR_VERSION); }

}  // namespace

Result<CommandLine> read_command_line(int argc, const char* const* argv) {
  CommandLine line;
  Options& options = line.options;
  options.jobs = count_cores();
  options.python = AUTOPAR_BENCH_PYTHON;
  options.suite_folder = AUTOPAR_BENCH_SUITE;
  CLI::App app("Measures how fast contenders run plain Python loops, and whether they are right.",
               "autopar-bench");
  app.footer(std::string(kFooter));
  app.set_version_flag("--version", version_text());
  app.allow_extras();
  add_options(app, options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    line.text_to_print = app.help();
    return line;
  } catch (const CLI::CallForVersion&) {
    line.text_to_print = version_text() + "\n";
    return line;
  } catch (const CLI::ParseError& error) {
    return fail(error.what());
  }
  const std::vector<std::string> rest = app.remaining();
  if (auto fits = check_together(options, rest); !fits) {
    return tl::unexpected(fits.error());
  }
  options.benchmark_arguments = default_flags(options);
  options.benchmark_arguments.insert(options.benchmark_arguments.begin(), "autopar-bench");
  options.benchmark_arguments.insert(options.benchmark_arguments.end(), rest.begin(), rest.end());
  return line;
}

}  // namespace autopar::bench
