#include "harness/cold_start.hpp"

#include <fmt/format.h>

#include <vector>

#include "harness/benchmarks.hpp"
#include "harness/process.hpp"

namespace autopar::bench {
namespace {

// How cold_start.py ends when it was the contender that raised.
constexpr int kContenderRaised = 3;

Outcome judge_end(const FinishedProcess& process) {
  std::string message = fmt::format("the process {}: {}", describe_end(process.exit_code),
                                    last_line(process.error_output));
  return process.exit_code == kContenderRaised ? make_refusal(std::move(message))
                                               : make_failure(std::move(message));
}

Outcome judge(Suite& suite, const CellKey& key, const FinishedProcess& process) {
  if (process.exit_code != 0) {
    return judge_end(process);
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

ColdStart ColdStarter::start() {
  if (key_.measurement == Measurement::Cached) {
    return start_cached();
  }
  auto cache = TemporaryFolder::make();
  return cache ? start_with(cache->path()) : ColdStart{make_failure(cache.error().message)};
}

ColdStart ColdStarter::start_cached() {
  if (!filled_cache_) {
    auto cache = TemporaryFolder::make();
    if (!cache) {
      return {make_failure(cache.error().message)};
    }
    filled_cache_.emplace(std::move(*cache));
    if (ColdStart first = start_with(filled_cache_->path()); !first.outcome.is_timed()) {
      return first;
    }
  }
  return start_with(filled_cache_->path());
}

ColdStart ColdStarter::start_with(const std::string& cache) {
  const int limit_s = find_time_limit(options_);
  if (limit_s == 0) {
    return {make_cut_off()};
  }
  auto process = run_process(
      {options_.python, "-I", options_.suite_folder + "/harness/autopar_bench/cold_start.py",
       options_.suite_folder + "/programs", options_.contenders_file, key_.program, key_.preset,
       key_.contender, name_of(key_.measurement)},
      {{"AUTOPAR_CACHE_DIR", cache}, {"NUMBA_CACHE_DIR", cache}}, limit_s);
  if (!process) {
    return {is_cut_off(options_, limit_s) ? make_cut_off() : make_failure(process.error().message)};
  }
  return {judge(suite_, key_, *process), 1e-9 * static_cast<double>(process->elapsed_ns)};
}

}  // namespace autopar::bench
