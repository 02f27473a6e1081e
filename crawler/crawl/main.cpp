#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <csignal>
#include <exception>
#include <string>
#include <thread>

#include "crawl/run_crawl.hpp"

namespace {

enum ExitCode {
  kDone = 0,
  kFailed = 1,
  kUsage = 2,
  kLeftOut = 3,
  kSourcesFailed = 4,
  kInterrupted = 130
};

constexpr const char* kFooter = R"(
SOURCE is a folder (archives and git repositories in it are read too), a git repository (of any
kind; the files of its HEAD), an archive (.tar, .tar.zst, .tar.gz, .zip), JSON lines (.jsonl, or -
for standard input: objects with the texts "path" and "content") or one notebook. Nothing of a source
is run, and no link is followed.

A database that is there is continued: no content is stored twice, files that have not changed since
they were read to their end are not read again, and what has gone from a source is forgotten.

Exit codes:
  0    done
  1    a source is not there, or the database can't be read or written
  2    wrong usage
  3    done, but something is damaged or beyond a limit; the warnings name it
  130  interrupted; the same command continues)";

std::atomic<bool> stop_requested = false;
static_assert(std::atomic<bool>::is_always_lock_free);

extern "C" void request_stop(int) { stop_requested = true; }

void set_up_logging(bool is_quiet) {
  auto logger = spdlog::stderr_color_mt("autopar-crawl");
  logger->set_pattern("%n: %^%l%$: %v");
  logger->set_level(is_quiet ? spdlog::level::warn : spdlog::level::info);
  spdlog::set_default_logger(std::move(logger));
}

ExitCode run(const autopar::crawl::CrawlOptions& options) {
  const autopar::Result<autopar::crawl::CrawlOutcome> outcome =
      autopar::crawl::run_crawl(options, stop_requested);
  if (!outcome) {
    spdlog::error(outcome.error().message);
    return kFailed;
  }
  if (outcome->is_interrupted) {
    spdlog::warn("interrupted; run the same command again to continue");
    return kInterrupted;
  }
  if (outcome->failed > 0) {
    return kSourcesFailed;
  }
  return outcome->left_out > 0 ? kLeftOut : kDone;
}

}  // namespace

int main(int argument_count, char** arguments) {
  CLI::App app("Brings notebooks from where they lie into one database, each content once.",
               "autopar-crawl");
  app.footer(kFooter);
  autopar::crawl::CrawlOptions options;
  options.jobs = std::max(1U, std::thread::hardware_concurrency());
  app.add_option("SOURCE", options.sources, "Folders, repositories, archives, JSON lines")
      ->required();
  app.add_option("--output", options.output, "The SQLite database to write")
      ->required()
      ->type_name("FILE");
  app.add_option("--jobs", options.jobs, "Sources read at the same time")
      ->type_name("N")
      ->check(CLI::Range(1U, 1024U))
      ->capture_default_str();
  app.add_flag("--quiet", options.is_quiet, "Nothing but warnings and errors");
  app.set_version_flag("--version", "autopar-crawl " AUTOPAR_VERSION);
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
