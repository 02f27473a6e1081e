#include "analyze/run_costs.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <thread>
#include <utility>

#include "verdicts/analyze_notebook.hpp"

namespace autopar::analyze {
namespace {

std::string model_of_processor() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("model name")) {
      const std::size_t colon = line.find(": ");
      return colon == std::string::npos ? "" : line.substr(colon + 2);
    }
  }
  return "";
}

std::string name_of_system() {
  utsname name{};
  return uname(&name) == 0 ? fmt::format("{} {}", name.sysname, name.release) : "";
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

std::uint64_t count_loops(const verdicts::NotebookRecord& record) {
  std::uint64_t loops = 0;
  for (const verdicts::CellRecord& cell : record.cells) {
    loops += cell.loops.size();
  }
  return loops;
}

}  // namespace

study_schema::RunStart describe_start(const std::string& output, unsigned jobs) {
  study_schema::RunStart start;
  start.started_at = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
  start.analyzer_version = verdicts::kAnalyzerVersion;
  start.output = output;
  start.jobs = jobs;
  start.processors = std::max(1U, std::thread::hardware_concurrency());
  start.machine = model_of_processor();
  start.system = name_of_system();
  start.memory_bytes = static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) *
                       static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  return start;
}

UsedResources used_resources() {
  UsedResources used;
  for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    getrusage(who, &usage);
    used.cpu_seconds += seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
    used.peak_memory_bytes =
        std::max(used.peak_memory_bytes, static_cast<std::uint64_t>(usage.ru_maxrss) * 1024);
  }
  return used;
}

void RunCosts::add(const AnalyzedFile& analyzed) {
  pending_.push_back({analyzed.file.blob, code_of(analyzed.record->status),
                      analyzed.file.size_bytes, analyzed.seconds, count_loops(*analyzed.record)});
  sketch_seconds_ += analyzed.record->sketch_seconds;
  ++totals_.contents;
  totals_.content_bytes += analyzed.file.size_bytes;
}

Result<void> RunCosts::commit() {
  if (pending_.empty()) {
    return {};
  }
  Result<store::Transaction> transaction = log_.begin_transaction();
  if (!transaction) {
    return tl::unexpected(transaction.error());
  }
  const Result<void> done = write_pending();
  return done ? transaction->commit() : done;
}

Result<void> RunCosts::write_pending() {
  Result<void> done;
  for (const Cost& cost : pending_) {
    done = done ? log_.add_cost(run_,
                                {cost.blob, cost.status, cost.size_bytes, cost.seconds, cost.loops})
                : done;
  }
  pending_.clear();
  return done;
}

Result<void> RunCosts::add_step(std::string_view step, double wall_seconds) {
  return log_.add_step(run_, step, wall_seconds, study_schema::StepClock::Wall);
}

Result<void> RunCosts::add_sketches() {
  return log_.add_step(run_, "SKETCH", sketch_seconds_, study_schema::StepClock::Cpu);
}

Result<void> RunCosts::finish(std::uint64_t files) {
  totals_.files = files;
  return log_.set_totals(run_, totals_);
}

}  // namespace autopar::analyze
