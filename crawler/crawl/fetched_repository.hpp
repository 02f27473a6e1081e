#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/result.hpp"
#include "crawl/crawl_remote.hpp"
#include "crawl/git_process.hpp"

namespace autopar::crawl {

// A bare repository in a folder of its own, into which git fetches parts of a remote one. The
// folder goes with it.
class FetchedRepository {
 public:
  FetchedRepository(std::string url, const RemoteOptions& options, const std::atomic<bool>& stop);
  FetchedRepository(const FetchedRepository&) = delete;
  FetchedRepository& operator=(const FetchedRepository&) = delete;
  ~FetchedRepository();

  // "COMMIT HEAD", or nothing of a repository without a commit.
  Result<GitResult> ask_head();
  Result<GitResult> make();
  // The commit of HEAD and its trees.
  Result<GitResult> fetch_trees();
  // All of them at once.
  Result<GitResult> fetch_blobs(const std::vector<std::string>& blobs);

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  Result<GitResult> run(std::vector<std::string> arguments, std::string_view input = {});

  std::string url_;
  std::string path_;
  const RemoteOptions& options_;
  const std::atomic<bool>& stop_;
};

}  // namespace autopar::crawl
