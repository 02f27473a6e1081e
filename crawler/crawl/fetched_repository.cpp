#include "crawl/fetched_repository.hpp"

#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <system_error>
#include <utility>

namespace autopar::crawl {
namespace {

// What both fetches say: nothing of what is not asked for, and of no submodule.
constexpr const char* kFetchFlags[] = {"fetch",
                                       "--quiet",
                                       "--no-tags",
                                       "--no-write-fetch-head",
                                       "--recurse-submodules=no",
                                       "--filter=blob:none"};

std::vector<std::string> fetch_with(std::initializer_list<const char*> flags) {
  std::vector<std::string> arguments(std::begin(kFetchFlags), std::end(kFetchFlags));
  arguments.insert(arguments.end(), flags.begin(), flags.end());
  return arguments;
}

// Never the same twice: a git that outlived a killed crawl may still write to its own.
std::string new_folder_name() {
  static std::atomic<unsigned> count = 0;
  return fmt::format("{}-{}.git",
                     std::filesystem::file_time_type::clock::now().time_since_epoch().count(),
                     ++count);
}

}  // namespace

FetchedRepository::FetchedRepository(std::string url, const RemoteOptions& options,
                                     const std::atomic<bool>& stop)
    : url_(std::move(url)),
      path_((std::filesystem::absolute(options.work_folder) / new_folder_name()).string()),
      options_(options),
      stop_(stop) {}

FetchedRepository::~FetchedRepository() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

Result<GitResult> FetchedRepository::run(std::vector<std::string> arguments,
                                         std::string_view input) {
  const std::string agent = options_.contact.empty()
                                ? "autopar-crawl"
                                : fmt::format("autopar-crawl ({})", options_.contact);
  std::vector<std::string> all = {"-c", "http.userAgent=" + agent, "-c",
                                  "remote.origin.url=" + url_};
  all.insert(all.end(), std::make_move_iterator(arguments.begin()),
             std::make_move_iterator(arguments.end()));
  return run_git(all, input, {.timeout = options_.timeout, .file_bytes = options_.repository_bytes},
                 stop_);
}

Result<GitResult> FetchedRepository::ask_head() { return run({"ls-remote", url_, "HEAD"}); }

Result<GitResult> FetchedRepository::make() {
  return run({"init", "--quiet", "--bare", "--template=", "--initial-branch=crawled", path_});
}

Result<GitResult> FetchedRepository::fetch_trees() {
  std::vector<std::string> arguments = {"--git-dir=" + path_};
  const std::vector<std::string> fetch =
      fetch_with({"--depth=1", "origin", "+HEAD:refs/heads/crawled"});
  arguments.insert(arguments.end(), fetch.begin(), fetch.end());
  return run(std::move(arguments));
}

Result<GitResult> FetchedRepository::fetch_blobs(const std::vector<std::string>& blobs) {
  std::vector<std::string> arguments = {"--git-dir=" + path_};
  const std::vector<std::string> fetch = fetch_with({"--stdin", "origin"});
  arguments.insert(arguments.end(), fetch.begin(), fetch.end());
  return run(std::move(arguments), fmt::format("{}\n", fmt::join(blobs, "\n")));
}

}  // namespace autopar::crawl
