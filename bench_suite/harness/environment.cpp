#include "harness/environment.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "harness/load.hpp"
#include "harness/process.hpp"
#include "harness/python_object.hpp"

namespace autopar::bench {
namespace {

constexpr const char* kUnsetVariables[] = {"OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE",
                                           "AUTOPAR_DEVICE", "AUTOPAR_FP"};
// Numba has a hundred of them; only where it keeps compiled code changes nothing.
constexpr std::string_view kNumbaPrefix = "NUMBA_";
constexpr std::string_view kNumbaCache = "NUMBA_CACHE_DIR";
// A processor counts as idle when it is nearly so.
constexpr double kLeastIdle = 1.8;
constexpr const char* kThreadVariables[] = {"AUTOPAR_NUM_THREADS", "NUMBA_NUM_THREADS",
                                            "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"};

std::string ask_git(const std::string& folder, const std::vector<std::string>& question) {
  std::vector<std::string> arguments = {"git", "-C", folder};
  arguments.insert(arguments.end(), question.begin(), question.end());
  auto process = run_process(arguments);
  return process && process->exit_code == 0 ? last_line(process->output) : "unknown";
}

std::string find_commit(const std::string& folder) {
  const std::string commit = ask_git(folder, {"rev-parse", "HEAD"});
  const bool is_changed =
      commit != "unknown" && !ask_git(folder, {"status", "--porcelain", "-uno"}).empty();
  return is_changed ? commit + " with changes" : commit;
}

std::string join(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) {
    joined += (joined.empty() ? "" : " ") + text;
  }
  return joined;
}

Result<Environment> ask_python(const char* question, const std::vector<std::string>& arguments) {
  auto module = import_module("autopar_bench.environment");
  auto rows = module ? call_for_rows(*module, question, arguments) : tl::unexpected(module.error());
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  Environment environment;
  for (const auto& row : *rows) {
    environment.emplace(row.at(0), row.at(1));
  }
  return environment;
}

// What loops in C reach on all threads, for the roofline: bytes of an update in place, which names
// every byte that it moves, and operations. "unknown" where they could not be run.
void add_ceilings(Environment& environment, const Options& options) {
  auto process = run_process({options.python, "-I",
                              options.suite_folder + "/harness/autopar_bench/ceilings.py",
                              std::to_string(options.jobs)});
  const std::vector<std::string> numbers = process && process->exit_code == 0
                                               ? split(last_line(process->output), '\t')
                                               : std::vector<std::string>{};
  const bool is_known = numbers.size() == 2;
  environment["bandwidth"] = is_known ? numbers[0] : "unknown";
  environment["operations"] = is_known ? numbers[1] : "unknown";
}

std::vector<std::string> find_settings_of_numba() {
  std::vector<std::string> names;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const std::string_view name = text.substr(0, text.find('='));
    if (name.starts_with(kNumbaPrefix) && name != kNumbaCache) {
      names.emplace_back(name);
    }
  }
  return names;
}

}  // namespace

Environment prepare_process(int threads) {
  std::vector<std::string> names = find_settings_of_numba();
  names.insert(names.end(), std::begin(kUnsetVariables), std::end(kUnsetVariables));
  Environment unset;
  for (const std::string& name : names) {
    const char* value = std::getenv(name.c_str());
    unset.emplace(fmt::format("unset {}", name), value == nullptr ? "was not set" : value);
    unsetenv(name.c_str());
  }
  for (const char* name : kThreadVariables) {
    setenv(name, std::to_string(threads).c_str(), 1);
  }
  return unset;
}

Result<Environment> describe_environment(const Options& options, const Environment& prepared) {
  const std::string threads = std::to_string(options.jobs);
  auto environment = ask_python("describe_environment", {threads});
  if (!environment) {
    return environment;
  }
  environment->insert(prepared.begin(), prepared.end());
  environment->emplace("threads", threads);
  environment->emplace("flags", join(options.flags_as_given));
  environment->emplace("commit", find_commit(options.suite_folder));
  environment->emplace("build", AUTOPAR_BENCH_BUILD);
  environment->emplace("compiler", AUTOPAR_BENCH_COMPILER);
  environment->emplace("google_benchmark", AUTOPAR_BENCH_LIBRARY_VERSION);
  return environment;
}

Result<void> add_measured_facts(Environment& environment, const Options& options) {
  const auto idle = count_idle_processors();
  environment["idle_processors"] = idle ? fmt::format("{:.1f}", *idle) : "unknown";
  auto contenders = ask_python("describe_contenders", {});
  if (!contenders) {
    return tl::unexpected(contenders.error());
  }
  environment.insert(contenders->begin(), contenders->end());
  if (!options.is_quick) {
    add_ceilings(environment, options);
  }
  return {};
}

std::string find_flag(const Environment& environment) {
  const auto idle = environment.find("idle_processors");
  if (idle == environment.end() || idle->second == "unknown") {
    return "it is not known how many processors were idle before the run: times may be off";
  }
  if (std::stod(idle->second) >= kLeastIdle) {
    return "";
  }
  return fmt::format(
      "{} processors were idle before the run, at least 2 should be: times may be off",
      idle->second);
}

}  // namespace autopar::bench
