#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/result.hpp"

namespace autopar::crawl {

struct PinnedFile {
  std::string path;
  std::string blob;  // git's name of the content
  std::uint64_t size_bytes = 0;
};

// The files of one repository at one commit.
struct PinnedRepository {
  std::string url;
  std::string commit;
  std::vector<PinnedFile> files;

  // How the database calls it: URL#COMMIT.
  [[nodiscard]] std::string source() const { return url + "#" + commit; }
  // Changes with whatever it asks for.
  [[nodiscard]] std::string version() const;
};

[[nodiscard]] bool is_manifest_path(std::string_view path);

// Reads a CSV file (RFC 4180) with the columns repository, commit, path, blob and bytes, and maybe
// others; repository is a URL. Repositories come in the order of their first line. Fails, with the
// number of the line, for a line that lacks one of them.
[[nodiscard]] Result<std::vector<PinnedRepository>> read_manifest(const std::string& path);

}  // namespace autopar::crawl
