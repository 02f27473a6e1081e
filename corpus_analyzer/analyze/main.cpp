#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <csignal>
#include <exception>
#include <string>
#include <thread>

#include "analyze/run_study.hpp"
#include "verdicts/analyze_notebook.hpp"

namespace {

enum ExitCode { kDone = 0, kFailed = 1, kUsage = 2, kDamagedArchive = 3, kInterrupted = 130 };

constexpr const char* kFooter = R"(
SOURCE is a folder (archives in it are read too), an archive (.tar, .tar.zst, .tar.gz, .zip), a bare git
repository, JSON lines (.jsonl, or - for standard input), a database of autopar-crawl or one notebook.
A database that is there is continued: what it holds is not analysed again.

Exit codes:
  0    done
  1    a source or the database can't be read or written
  2    wrong usage
  3    done, but an archive broke off; what stands before the damage is in the database
  130  interrupted; the same command continues)";

std::atomic<bool> stop_requested = false;
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void request_stop(int) { stop_requested = true; }

void set_up_logging(bool is_quiet) {
  auto logger = spdlog::stderr_color_st("autopar-analyze");
  logger->set_pattern("%n: %^%l%$: %v");
  logger->set_level(is_quiet ? spdlog::level::warn : spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

ExitCode run(const autopar::analyze::StudyOptions& options) {
  const autopar::Result<autopar::analyze::StudyOutcome> outcome =
      autopar::analyze::run_study(options, stop_requested);
  if (!outcome) {
    spdlog::error(outcome.error().message);
    return kFailed;
  }
  if (outcome->is_interrupted) {
    spdlog::warn("interrupted; run the same command again to continue");
    return kInterrupted;
  }
  return outcome->damaged_archives > 0 ? kDamagedArchive : kDone;
}

}  // namespace

int main(int argument_count, char** arguments) {
  CLI::App app("Classifies every loop of Jupyter notebooks by how it could run in parallel.",
               "autopar-analyze");
  app.footer(kFooter);
  autopar::analyze::StudyOptions options;
  options.jobs = std::max(1U, std::thread::hardware_concurrency());
  app.add_option("SOURCE", options.sources,
                 "Folders, archives, databases of autopar-crawl or notebooks")
      ->required();
  app.add_option("--output", options.output, "The SQLite database to write")
      ->required()
      ->type_name("FILE");
  app.add_option("--jobs", options.jobs, "Notebooks analysed at the same time")
      ->type_name("N")
      ->check(CLI::Range(1U, 1024U))
      ->capture_default_str();
  app.add_flag("--quiet", options.is_quiet, "Nothing but warnings and errors");
  app.set_version_flag("--version",
                       "autopar-analyze " + std::string(autopar::verdicts::kAnalyzerVersion));
  try {
    app.parse(argument_count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  set_up_logging(options.is_quiet);
  std::signal(SIGINT, request_stop);
  std::signal(SIGTERM, request_stop);
  try {
    return run(options);
  } catch (const std::exception& error) {
    spdlog::error("internal error: {}", error.what());
    return kFailed;
  }
}
