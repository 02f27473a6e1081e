#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "autopar/result.hpp"

namespace autopar::bench {

// How autopar-bench ends; --help prints this list.
enum ExitCode : int {
  kAllRight = 0,
  kSomeCellFailed = 1,
  kBadCommandLine = 2,
  kNoEnvironment = 3,
  kNoDatabase = 4,
  kInternalError = 70,
};

struct Options {
  std::string python;
  std::string suite_folder;
  std::string contenders_file;
  std::optional<std::string> output;
  int jobs = 1;
  int cold_starts = 3;
  bool is_quick = false;
  bool has_xl = false;
  bool has_extended = false;
  bool has_size_series = false;
  bool has_thread_series = false;
  bool is_quiet = false;

  // A cell ends after its repetitions or this time, but not before 3 repetitions.
  double cell_limit_s = 20.0;
  // No group is begun that would probably end so long after `begin`; 0 for no limit.
  double budget_minutes = 0.0;
  // A worker that does not answer for so long is given up.
  int time_limit_s = 600;
  // When measuring has begun: modules are loaded and the machine is described.
  std::chrono::steady_clock::time_point begin;
  // Whoever still runs then is given up: known once measuring has begun, if there is a budget.
  std::optional<std::chrono::steady_clock::time_point> end;

  // Flags of Google Benchmark that we follow ourselves.
  std::string filter;
  std::string result_file;
  std::string result_format = "json";
  int repetitions = 10;
  bool has_min_time = false;
  bool has_to_list = false;

  // What was asked for, but for flags that name files of the user.
  std::vector<std::string> flags_as_given;
  // For Google Benchmark: the program's name, our defaults, then the user's other flags, which win.
  std::vector<std::string> benchmark_arguments;
};

// What to do: run with options, or stop with a text for stdout (--help, --version).
struct CommandLine {
  Options options;
  std::optional<std::string> text_to_print;
};

// Seconds that a contender may take from now on: the limit, times `factor` for what is no
// contender's, or what is left; 0 after the end.
int find_time_limit(const Options& options, int factor = 1);

// Whether it was the end of the run that ended who had got `limit_s` of find_time_limit with the
// same factor and took longer.
bool is_cut_off(const Options& options, int limit_s, int factor = 1);

// Fails with one sentence about the first thing that is wrong.
Result<CommandLine> read_command_line(int argc, const char* const* argv);

}  // namespace autopar::bench
