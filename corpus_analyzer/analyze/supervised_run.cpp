#include "analyze/supervised_run.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <exception>

#include "analyze/run_costs.hpp"
#include "analyze/supervisor.hpp"
#include "crawler/source_reader.hpp"
#include "study_schema/run_log.hpp"

namespace autopar::analyze {
namespace {

using study_schema::RunLog;

// In the working process.
int work(const StudyOptions& options, const WorkPlace& place, const std::atomic<bool>& stop) {
  const auto outcome = run_study(options, place, stop);
  if (!outcome) {
    spdlog::error(outcome.error().message);
    return kFailed;
  }
  if (outcome->is_interrupted) {
    spdlog::warn("interrupted; run the same command again to continue");
    return kInterrupted;
  }
  if (outcome->failed > 0) {
    return kGaveUp;
  }
  return outcome->damaged_archives > 0 ? kDamagedArchive : kDone;
}

int work_safely(const StudyOptions& options, const WorkPlace& place,
                const std::atomic<bool>& stop) {
  try {
    return work(options, place, stop);
  } catch (const std::exception& error) {
    spdlog::error("internal error: {}", error.what());
    return kFailed;
  }
}

Result<std::int64_t> begin_run(const StudyOptions& options) {
  Result<RunLog> log = RunLog::open(options.run_log);
  return log ? log->begin(describe_start(options.output, options.jobs))
             : tl::unexpected(log.error());
}

// What the process that works can't say itself.
Result<void> finish_run(const StudyOptions& options, std::int64_t run,
                        const Supervision& supervision, double wall_seconds) {
  Result<RunLog> log = RunLog::open(options.run_log);
  if (!log) {
    return tl::unexpected(log.error());
  }
  for (const WorkFailure& each : supervision.failures) {
    const auto added =
        log->add_failure(run, each.attempt, each.blob, code_of(each.outcome), each.message);
    if (!added) {
      return added;
    }
  }
  const UsedResources used = used_resources();
  return log->finish(run, {supervision.exit_code, wall_seconds, used.cpu_seconds,
                           used.peak_memory_bytes, supervision.attempts - 1});
}

void tell_failure(const WorkFailure& failure) {
  spdlog::warn("{}: {}; going on {}", failure.blob, failure.message,
               failure.outcome == WorkOutcome::Suspect ? "with it alone" : "without it");
}

}  // namespace

Result<int> run_supervised(const StudyOptions& options, const std::atomic<bool>& stop) {
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string& source : options.sources) {
    if (const Result<void> there = crawler::check_source(source); !there) {
      return tl::unexpected(there.error());
    }
  }
  Result<WorkerBoard> board = WorkerBoard::make();
  const Result<std::int64_t> run_number = begin_run(options);
  if (!board || !run_number) {
    return tl::unexpected(board ? run_number.error() : board.error());
  }
  const Work do_work = [&](const Quarantine& quarantine) {
    return work_safely(options, {*board, quarantine, *run_number}, stop);
  };
  const auto supervision = supervise(*board, options.limit_seconds, stop, do_work, tell_failure);
  if (!supervision) {
    return tl::unexpected(supervision.error());
  }
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
  const Result<void> finished = finish_run(options, *run_number, *supervision, elapsed.count());
  return finished ? Result<int>(supervision->exit_code) : tl::unexpected(finished.error());
}

}  // namespace autopar::analyze
