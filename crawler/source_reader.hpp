#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "autopar/named_enum.hpp"
#include "autopar/result.hpp"

namespace autopar::crawler {

AUTOPAR_NAMED_ENUM(FileStatus, Read, Symlink, Unreadable, UnsafePath);

// One notebook file of a source. Paths use '/'; bytes in them that are no UTF-8, or control
// characters, stand as \xNN.
struct NotebookFile {
  std::string container;     // the archive's path inside the source; empty for plain files
  std::string path;          // inside the source or the archive
  std::uint32_t repeat = 0;  // n for the n-th further entry of the same path in an archive
  std::string repository;    // owner/name in an archive, else the folder that holds .git; or empty
  std::string commit;        // whose tree was read; empty unless it was one
  FileStatus status = FileStatus::Unreadable;
  std::string blob;  // git's SHA-1 of the content; empty unless Read
  std::uint64_t size_bytes = 0;
  bool is_checkpoint = false;
  bool is_missing = false;  // Unreadable since a partial git repository lacks the content
  // Nothing unless Read, within ReadLimits::content_bytes and not known before (ReadOptions).
  std::optional<std::string> bytes;
  std::uint64_t input_bytes = 0;  // of the source read so far, for progress
};

// Against sources that mean harm. What a limit leaves out, a warning names.
struct ReadLimits {
  std::size_t content_bytes = std::size_t{32} << 20;    // larger contents are hashed and not kept
  std::uint64_t hashed_bytes = std::uint64_t{1} << 30;  // larger ones are Unreadable
  int folder_depth = 64;
  std::uint64_t files = 50'000'000;            // notebook files of one source
  std::uint64_t repository_files = 1'000'000;  // notebook files of one git repository
  std::uint64_t tree_entries = 20'000'000;     // of the trees of one git repository
  std::size_t path_bytes = 4096;
  // An archive that unpacks to more than a base and so many times its size is damaged.
  std::uint64_t unpacked_bytes = std::uint64_t{4} << 30;
  std::uint64_t unpacking_ratio = 200;
};

struct ReadOptions {
  ReadLimits limits;
  // A folder with git's .git is read as the tree of its HEAD instead of as the files in it. Bare
  // repositories always are.
  bool reads_head = false;
  // The size of a content that need not be read again, by git's name of it. Asked only where the
  // name is known before the content.
  std::function<std::optional<std::uint64_t>(const std::string& blob)> known_size;
};

struct SourceSummary {
  std::uint64_t files = 0;
  std::uint64_t damaged_archives = 0;  // and repositories that can't be read
  std::uint64_t repositories = 0;      // read as the tree of their HEAD
  std::vector<std::string> warnings;   // one line each, paths inside the source
  bool is_complete = true;             // false if the visitor stopped it or a limit was reached
};

// Called for each file in an order that depends on the source alone. False stops the reading.
using NotebookVisitor = std::function<bool(NotebookFile)>;

// Visits every *.ipynb of a folder (with the archives and git repositories in it), of an archive
// (.zip, or .tar plain or packed by zstd, gzip, bzip2, xz), of a git repository, of JSON lines
// (.jsonl, or "-" for standard input: objects with "path" and "content"), of a database of
// autopar-crawl, or the one file that it names. Nothing is unpacked to disk, no link is followed,
// no archive inside an archive is opened, nothing of a source is run. Fails if there is no such
// source.
[[nodiscard]] Result<SourceSummary> for_each_notebook(const std::string& source,
                                                      const NotebookVisitor& visitor,
                                                      const ReadOptions& options = {});

// Fails if there is no such source.
[[nodiscard]] Result<void> check_source(const std::string& source);

// The bytes that NotebookFile::input_bytes will reach at the end; git repositories and standard
// input count as 0.
[[nodiscard]] Result<std::uint64_t> measure_source(const std::string& source,
                                                   const ReadOptions& options = {});

}  // namespace autopar::crawler
