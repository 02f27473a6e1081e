#include "harness/options.hpp"

#include <fmt/format.h>
#include <sched.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace autopar::bench {
namespace {

constexpr std::string_view kFooter = R"(
Further options are Google Benchmark's: --benchmark_filter=REGEX, --benchmark_list_tests,
--benchmark_repetitions=N, --benchmark_min_time=SECONDS, --benchmark_format=console|json|csv,
--benchmark_out=FILE, --benchmark_enable_random_interleaving=BOOL and all others. Without them:
10 repetitions of at least 0.05 s each, those of a problem interleaved at random, shown as
aggregates. A cell ends earlier when its time is over, but not before 3 repetitions.

Benchmarks are named PROGRAM/PRESET/CONTENDER. With /cold behind it, it is the start of a process
that has to compile, with /cached of one that finds on disk what an earlier one has compiled; with
/threads=N the contender has so many threads. PRESET is S, M, L, XL, or size1 to size9.
A result that differs from CPython's is an error and is not timed. Where CPython ran the loops
although the contender is there to avoid it, the label says so.

Exit codes: 0 every benchmark was right, or refused as the program's folder foretells (refused_by in
program.toml); 1 one was wrong or failed otherwise; 2 the command line is wrong or selects nothing; 3
Python or a module is not there, or not from the virtual environment; 4 the database or the raw file
could not be written; 70 a bug of autopar-bench.)";

int count_cores() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  return sched_getaffinity(0, sizeof cores, &cores) == 0 ? std::max(CPU_COUNT(&cores), 1) : 1;
}

// The value of the last --flag=VALUE; "true" for --flag alone; nothing when it is not there.
std::optional<std::string> find_flag(const std::vector<std::string>& arguments,
                                     const std::string& flag) {
  std::optional<std::string> value;
  for (const std::string& argument : arguments) {
    if (argument == flag) {
      value = "true";
    } else if (argument.starts_with(flag + "=")) {
      value = argument.substr(flag.size() + 1);
    }
  }
  return value;
}

void take_out(std::vector<std::string>& arguments, const std::string& flag) {
  std::erase_if(arguments, [&](const std::string& argument) {
    return argument == flag || argument.starts_with(flag + "=");
  });
}

bool is_true(const std::string& value) {
  return value == "true" || value == "yes" || value == "on" || value == "1" || value == "t";
}

std::vector<std::string> default_flags(const Options& options) {
  return {"--benchmark_enable_random_interleaving=true", "--benchmark_display_aggregates_only=true",
          options.is_quick ? "--benchmark_repetitions=5" : "--benchmark_repetitions=10",
          "--benchmark_min_time=0.05"};
}

// What would keep raw repetitions from the database.
Result<void> check_together(const Options& options, const std::vector<std::string>& rest) {
  for (const std::string& argument : rest) {
    if (!argument.starts_with("--")) {
      return fail(fmt::format("autopar-bench takes no argument {}; see --help", argument));
    }
  }
  for (const auto* flag : {"--benchmark_report_aggregates_only", "--benchmark_out_format"}) {
    if (options.output && find_flag(rest, flag)) {
      return fail(fmt::format("{} does not go with --output, which needs every repetition", flag));
    }
  }
  return {};
}

Result<int> read_count(const std::string& flag, const std::string& text) {
  const bool is_number =
      !text.empty() && text.size() < 7 &&
      std::all_of(
          text.begin(), text.end(), [](char letter) { return '0' <= letter && letter <= '9'; });
  const int count = is_number ? std::stoi(text) : 0;
  return count > 0 ? Result<int>(count)
                   : fail(fmt::format("{} takes a number from 1 on, not {}", flag, text));
}

// The flags that we follow ourselves, since benchmarks are run problem by problem: what is to be
// run and listed, how often, and where the result goes. They leave `rest`; so that a file for the
// result is asked for, Google Benchmark is given one that swallows everything.
Result<void> follow_flags(Options& options, std::vector<std::string>& rest) {
  options.filter = find_flag(rest, "--benchmark_filter").value_or("");
  if (options.filter == "all") {
    options.filter.clear();
  }
  options.has_to_list = is_true(find_flag(rest, "--benchmark_list_tests").value_or("false"));
  options.has_min_time = find_flag(rest, "--benchmark_min_time").has_value();
  auto repetitions = read_count(
      "--benchmark_repetitions",
      find_flag(rest, "--benchmark_repetitions").value_or(options.is_quick ? "5" : "10"));
  if (!repetitions) {
    return tl::unexpected(repetitions.error());
  }
  options.repetitions = *repetitions;
  if (options.output) {
    options.result_file =
        std::filesystem::path(*options.output).replace_extension(".json").string();
  }
  options.result_file = find_flag(rest, "--benchmark_out").value_or(options.result_file);
  options.result_format = find_flag(rest, "--benchmark_out_format").value_or("json");
  for (const auto* flag : {"--benchmark_filter", "--benchmark_list_tests", "--benchmark_out",
                           "--benchmark_out_format"}) {
    take_out(rest, flag);
  }
  if (!options.result_file.empty() || options.output) {
    rest.emplace_back("--benchmark_out=/dev/null");
  }
  return {};
}

void add_options(CLI::App& app, Options& options) {
  app.add_option("--output", options.output,
                 "Add the results to this SQLite database; the raw JSON goes beside it");
  app.add_option("--jobs", options.jobs, "Threads for the contenders that use threads")
      ->check(CLI::Range(1, 4096))
      ->capture_default_str();
  app.add_flag("--quick", options.is_quick,
               "Preset S only, 5 short repetitions, processes of cpython, numba_njit and autopar");
  app.add_flag("--extended", options.has_extended,
               "The extended programs too, not only the twelve");
  app.add_flag("--xl", options.has_xl,
               "Preset XL too, which is sized for a GPU: the reference in C stands in for CPython");
  app.add_flag("--size-series", options.has_size_series,
               "Nine sizes for each program too, from tiny to far beyond the caches");
  app.add_flag("--thread-series", options.has_thread_series,
               "Preset L also on 1, 2, ... threads, up to --jobs");
  app.add_option("--cold-starts", options.cold_starts,
                 "Starts of a fresh process per contender and program, 0 for none")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  app.add_option("--cell-limit", options.cell_limit_s,
                 "Seconds after which a cell ends; a tenth of it in the series of sizes")
      ->check(CLI::Range(0.0, 1e6))
      ->capture_default_str();
  app.add_option(
         "--budget", options.budget_minutes,
         "Minutes that measuring may take, 0 for any number: when they do not suffice for "
         "everything, warm cells get 3 repetitions; no problem is begun that would probably end "
         "later (the twelve come first), and what runs a twentieth and 20 s longer is given up")
      ->check(CLI::Range(0.0, 1e6))
      ->capture_default_str();
  app.add_option("--time-limit", options.time_limit_s,
                 "Seconds after which a contender that does not come back has failed")
      ->check(CLI::Range(1, 1'000'000))
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

// All but those that name the user's files.
std::vector<std::string> flags_without_paths(int argc, const char* const* argv) {
  constexpr std::array<std::string_view, 5> kWithPaths = {"--output", "--contenders", "--suite",
                                                          "--python", "--benchmark_out"};
  std::vector<std::string> flags;
  for (int place = 1; place < argc; ++place) {
    const std::string_view argument = argv[place];
    const std::string_view name = argument.substr(0, argument.find('='));
    if (std::ranges::find(kWithPaths, name) == kWithPaths.end()) {
      flags.emplace_back(argument);
    } else if (name.size() == argument.size()) {
      ++place;
    }
  }
  return flags;
}

std::string version_text() { return fmt::format("autopar-bench {}", AUTOPAR_VERSION); }

}  // namespace

int find_time_limit(const Options& options, int factor) {
  const int most_s = factor * options.time_limit_s;
  if (!options.end) {
    return most_s;
  }
  const auto left =
      std::chrono::ceil<std::chrono::seconds>(*options.end - std::chrono::steady_clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, most_s));
}

bool is_cut_off(const Options& options, int limit_s, int factor) {
  return limit_s < factor * options.time_limit_s && find_time_limit(options, factor) == 0;
}

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
  std::vector<std::string> rest = app.remaining();
  if (auto fits = check_together(options, rest); !fits) {
    return tl::unexpected(fits.error());
  }
  options.flags_as_given = flags_without_paths(argc, argv);
  if (auto followed = follow_flags(options, rest); !followed) {
    return tl::unexpected(followed.error());
  }
  options.benchmark_arguments = default_flags(options);
  options.benchmark_arguments.insert(options.benchmark_arguments.begin(), "autopar-bench");
  options.benchmark_arguments.insert(options.benchmark_arguments.end(), rest.begin(), rest.end());
  return line;
}

}  // namespace autopar::bench
