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

// One notebook file of a source. Paths use '/'; bytes in them that are no UTF-8 stand as \xNN.
struct NotebookFile {
  std::string container;     // the archive's path inside the source; empty for plain files
  std::string path;          // inside the source or the archive
  std::uint32_t repeat = 0;  // n for the n-th further entry of the same path in an archive
  std::string repository;    // owner/name in an archive, else the folder that holds .git; or empty
  FileStatus status = FileStatus::Unreadable;
  std::string blob;  // git's SHA-1 of the content; empty unless Read
  std::uint64_t size_bytes = 0;
  bool is_checkpoint = false;
  std::optional<std::string> bytes;  // nothing unless Read and within ReadLimits::content_bytes
  std::uint64_t input_bytes = 0;     // of the source read so far, for progress
};

struct ReadLimits {
  std::size_t content_bytes = std::size_t{32} << 20;    // larger contents are hashed and not kept
  std::uint64_t hashed_bytes = std::uint64_t{1} << 30;  // larger ones are Unreadable
  int folder_depth = 64;
  std::uint64_t files = 50'000'000;  // notebook files of one source
};

struct SourceSummary {
  std::uint64_t files = 0;
  std::uint64_t damaged_archives = 0;
  std::vector<std::string> warnings;  // one line each, paths inside the source
  bool is_complete = true;            // false if the visitor stopped it or a limit was reached
};

// Called for each file in an order that depends on the source alone. False stops the reading.
using NotebookVisitor = std::function<bool(NotebookFile)>;

// Visits every *.ipynb of a folder (and of the archives in it), of an archive (.zip, or .tar plain
// or packed by zstd, gzip, bzip2, xz), or the one file that it names. Nothing is unpacked to disk,
// no link is followed, no archive inside an archive is opened. Fails if there is no such source.
[[nodiscard]] Result<SourceSummary> for_each_notebook(const std::string& source,
                                                      const NotebookVisitor& visitor,
                                                      const ReadLimits& limits = {});

// The bytes that NotebookFile::input_bytes will reach at the end.
[[nodiscard]] Result<std::uint64_t> measure_source(const std::string& source,
                                                   const ReadLimits& limits = {});

}  // namespace autopar::crawler
