#include "harness/environment.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "harness/process.hpp"
#include "harness/python_object.hpp"

namespace autopar::bench {
namespace {

constexpr const char* kUnsetVariables[] = {"OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"};
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

Result<Environment> ask_python() {
  auto module = import_module("autopar_bench.environment");
  auto rows = module ? call_method(*module, "describe_environment")
                     : Result<PythonObject>(tl::unexpected(module.error()));
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  Environment environment;
  for (Py_ssize_t place = 0; place < PySequence_Size(rows->get()); ++place) {
    auto row = PythonObject::take(PySequence_GetItem(rows->get(), place));
    auto texts =
        row ? read_texts(*row) : Result<std::vector<std::string>>(tl::unexpected(row.error()));
    if (!texts) {
      return tl::unexpected(texts.error());
    }
    environment.emplace(texts->at(0), texts->at(1));
  }
  return environment;
}

}  // namespace

Environment prepare_process(int threads) {
  Environment unset;
  for (const char* name : kUnsetVariables) {
    if (const char* value = std::getenv(name); value != nullptr) {
      unset.emplace(fmt::format("unset {}", name), value);
      unsetenv(name);
    }
  }
  for (const char* name : kThreadVariables) {
    setenv(name, std::to_string(threads).c_str(), 1);
  }
  return unset;
}

Result<Environment> describe_environment(const Options& options, const Environment& prepared) {
  auto environment = ask_python();
  if (!environment) {
    return environment;
  }
  environment->insert(prepared.begin(), prepared.end());
  environment->emplace("threads", std::to_string(options.jobs));
  environment->emplace("flags", join(options.benchmark_arguments));
  environment->emplace("commit", find_commit(options.suite_folder));
  environment->emplace("build", AUTOPAR_BENCH_BUILD);
  environment->emplace("compiler", AUTOPAR_BENCH_COMPILER);
  environment->emplace("google_benchmark", AUTOPAR_BENCH_LIBRARY_VERSION);
  return environment;
}

}  // namespace autopar::bench
