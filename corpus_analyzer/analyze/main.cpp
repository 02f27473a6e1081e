#include <malloc.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <csignal>
#include <exception>
#include <filesystem>
#include <string>
#include <thread>

#include "analyze/supervised_run.hpp"
#include "verdicts/analyze_notebook.hpp"

namespace {

using autopar::analyze::kDone;
using autopar::analyze::kFailed;
using autopar::analyze::kUsage;
using autopar::analyze::StudyOptions;

constexpr const char* kFooter = R"(
SOURCE is a folder (archives in it are read too), an archive (.tar, .tar.zst, .tar.gz, .zip), a bare git
repository, JSON lines (.jsonl, or - for standard input), a database of autopar-crawl or one notebook.
A database that is there is continued: what it holds is not analysed again. What a run cost goes into
run.db beside it. A content that takes too long, or that the analysis does not survive, gets the status
TIMEOUT or CRASH, the rest is analysed; the next run tries it again.

Exit codes:
  0    done
  1    a source or the database can't be read or written
  2    wrong usage
  3    done, but an archive broke off; what stands before the damage is in the database
  4    done, but for contents with status TIMEOUT or CRASH
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

// Each notebook takes megabytes and gives them back; to have the system clear them anew for the
// next one costs more than to keep them.
void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

}  // namespace

int main(int argument_count, char** arguments) {
  CLI::App app("Classifies every loop of Jupyter notebooks by how it could run in parallel.",
               "autopar-analyze");
  app.footer(kFooter);
  StudyOptions options;
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
  app.add_option("--run-log", options.run_log,
                 "The SQLite database of what runs cost (default: run.db beside the output)")
      ->type_name("FILE");
  app.add_option("--timeout", options.limit_seconds,
                 "Seconds for one content, before it is given up; a backstop")
      ->type_name("SECONDS")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--parsed-texts", options.parsed_texts,
                 "A file for the SHA-1 of each text that is parsed, for benchmarks")
      ->type_name("FILE");
  app.add_flag("--quiet", options.is_quiet, "Nothing but warnings and errors");
  app.set_version_flag("--version",
                       "autopar-analyze " + std::string(autopar::verdicts::kAnalyzerVersion));
  app.failure_message([](const CLI::App* program, const CLI::Error& error) {
    return program->get_name() + ": " + error.what() + "; see --help\n";
  });
  try {
    app.parse(argument_count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  if (options.run_log.empty()) {
    options.run_log = (std::filesystem::path(options.output).parent_path() / "run.db").string();
  }
  set_up_logging(options.is_quiet);
  keep_freed_memory();
  std::signal(SIGINT, request_stop);
  std::signal(SIGTERM, request_stop);
  try {
    const autopar::Result<int> exit_code =
        autopar::analyze::run_supervised(options, stop_requested);
    if (!exit_code) {
      spdlog::error(exit_code.error().message);
    }
    return exit_code.value_or(kFailed);
  } catch (const std::exception& error) {
    spdlog::error("internal error: {}", error.what());
    return kFailed;
  }
}
