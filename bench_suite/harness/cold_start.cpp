#include "harness/cold_start.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <vector>

#include "harness/benchmarks.hpp"
#include "harness/process.hpp"

namespace autopar::bench {
namespace {

// A fresh folder, removed with what is in it.
class TemporaryFolder {
 public:
  static Result<TemporaryFolder> make() {
    std::error_code error;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
    std::string path = (error ? "/tmp" : parent.string()) + "/autopar-bench-XXXXXX";
    if (mkdtemp(path.data()) == nullptr) {
      return fail(fmt::format("cannot make a folder like {}", path));
    }
    return TemporaryFolder(std::move(path));
  }

  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, "")) {}
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) {
      std::filesystem::remove_all(path_, ignored);
    }
  }

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}

  std::string path_;
};

Outcome judge(Suite& suite, const CellKey& key, const FinishedProcess& process) {
  if (process.exit_code != 0) {
    return make_failure(fmt::format("the process ended with {}: {}", process.exit_code,
                                    last_line(process.error_output)));
  }
  const std::vector<std::string> fields = split(last_line(process.output), '\t');
  if (fields.size() != 4) {
    return make_failure("the process did not say what it computed");
  }
  auto difference = key.contender == kNumpyOnly ? Result<std::string>("")
                                                : suite.find_cold_difference(key, fields[0]);
  if (!difference) {
    return make_failure(difference.error().message);
  }
  if (!difference->empty()) {
    return make_wrong(*difference);
  }
  RanOn ran_on{fields[1], std::nullopt, fields[3]};
  if (!fields[2].empty()) {
    ran_on.threads = std::stoll(fields[2]);
  }
  return make_success(std::move(ran_on));
}

}  // namespace

ColdStart start_cold(Suite& suite, const Options& options, const CellKey& key) {
  auto cache = TemporaryFolder::make();
  if (!cache) {
    return {make_failure(cache.error().message)};
  }
  auto process = run_process(
      {options.python, "-I", options.suite_folder + "/harness/autopar_bench/cold_start.py",
       options.suite_folder + "/programs", options.contenders_file, key.program, key.preset,
       key.contender},
      {{"AUTOPAR_CACHE_DIR", cache->path()}});
  if (!process) {
    return {make_failure(process.error().message)};
  }
  return {judge(suite, key, *process), 1e-9 * static_cast<double>(process->elapsed_ns)};
}

}  // namespace autopar::bench
