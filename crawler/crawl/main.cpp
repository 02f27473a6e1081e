#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdint>
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
for standard input: objects with the texts "path" and "content"), a database of autopar-crawl or one
notebook; or the URL of a git repository (https, http, git), of which git fetches the notebooks of
HEAD and nothing else; or a manifest (.csv with the columns repository, commit, path, blob, bytes),
whose contents are fetched by name and checked. Nothing of a source is run, and no link is followed.

A database that is there is continued: no content is stored twice, files that have not changed since
they were read to their end are not read again, and what has gone from a source is forgotten. A remote
repository that can't be had keeps what was read of it before. At most two connections are open to a
host; one that says with Retry-After when to come back is left alone until then, in a later run if that
is over a minute; one that answers 403 or 429 without it is asked no more for a quarter of an hour.

Exit codes:
  0    done
  1    a source is not there, or the database can't be read or written
  2    wrong usage
  3    done, but something is damaged or beyond a limit; the warnings name it
  4    done, but a remote repository could not be had; table source says why
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
  app.add_option("--tries", options.remote.tries, "How often a remote repository is tried")
      ->type_name("N")
      ->check(CLI::Range(1U, 100U))
      ->capture_default_str();
  double delay_seconds = 2;
  app.add_option("--delay", delay_seconds, "Seconds before the second try, doubled with each")
      ->type_name("S")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str();
  unsigned timeout_seconds = 300;
  app.add_option("--timeout", timeout_seconds, "Seconds that one command of git may take")
      ->type_name("S")
      ->check(CLI::Range(1U, 86400U))
      ->capture_default_str();
  std::uint64_t repository_megabytes = 2048;
  app.add_option("--repository-size", repository_megabytes,
                 "Megabytes, packed, up to which a remote repository is fetched")
      ->type_name("MB")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{1} << 20U))
      ->capture_default_str();
  app.add_option("--contact", options.remote.contact,
                 "Address that hosts find in their logs, for complaints")
      ->type_name("TEXT");
  app.add_flag("--quiet", options.is_quiet, "Nothing but warnings and errors");
  app.set_version_flag("--version", "autopar-crawl " AUTOPAR_VERSION);
  app.failure_message([](const CLI::App* program, const CLI::Error& error) {
    return program->get_name() + ": " + error.what() + "; see --help\n";
  });
  try {
    app.parse(argument_count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kUsage;
  }
  options.remote.first_delay = std::chrono::milliseconds(std::llround(1000 * delay_seconds));
  options.remote.timeout = std::chrono::seconds(timeout_seconds);
  options.remote.repository_bytes = repository_megabytes << 20U;
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
