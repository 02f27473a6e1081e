#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "autopar/result.hpp"
#include "crawler/source_reader.hpp"

struct git_odb;
struct git_repository;

namespace autopar::crawler {

// One notebook in the tree of a commit.
struct HeadEntry {
  std::string path;                      // in the tree, byte for byte
  std::string blob;                      // git's name of the content; empty unless it is to be read
  FileStatus status = FileStatus::Read;  // Read (a file that can be asked for), Symlink, UnsafePath
};

struct HeadListing {
  std::string commit;
  std::vector<HeadEntry> entries;     // in the order of the tree
  std::vector<std::string> warnings;  // what was left out
  bool is_complete = true;            // false if a limit was reached or a tree is missing
};

// Does a folder look like the inside of a git repository: HEAD, objects, refs?
[[nodiscard]] bool holds_git_objects(const std::string& folder);

// A git repository of any kind (bare, with files, shallow, partial), of which only objects are
// read: no hook, filter or command of it runs, and nothing is fetched. Used by one thread.
class GitRepository {
 public:
  // path is the folder with the objects, or the one above it. Fails for what libgit2 can't read,
  // repositories with SHA-256 names among them.
  static Result<GitRepository> open(const std::string& path);

  // The notebooks of the tree of HEAD; nothing if HEAD has no commit yet. Submodules are left out.
  Result<std::optional<HeadListing>> list_head(const ReadLimits& limits);

  [[nodiscard]] bool has(const std::string& blob);

  // Fills in blob, size, bytes, the status, and whether it is missing. Contents beyond
  // ReadLimits::content_bytes are measured and not unpacked.
  void read_blob(const std::string& blob, const ReadLimits& limits, NotebookFile& file);

 private:
  struct FreeRepository {
    void operator()(git_repository* handle) const noexcept;
  };
  struct FreeObjects {
    void operator()(git_odb* handle) const noexcept;
  };
  GitRepository(git_repository* repository, git_odb* objects)
      : repository_(repository), objects_(objects) {}

  std::unique_ptr<git_repository, FreeRepository> repository_;
  std::unique_ptr<git_odb, FreeObjects> objects_;
};

}  // namespace autopar::crawler
