#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/sha1.hpp"
#include "crawler/source_reader.hpp"

namespace autopar::crawler {

// Takes a content of known size piece by piece: names it as git does and keeps it if it is small
// enough.
class ContentCollector {
 public:
  ContentCollector(std::uint64_t size_bytes, const ReadLimits& limits);

  // Whether the content is worth reading at all.
  [[nodiscard]] bool is_within_limits() const { return size_bytes_ <= limits_.hashed_bytes; }

  // False once there is more than the announced size.
  bool add(std::string_view piece);

  // A hole in a sparse file. False also if the content goes on before what was added.
  bool add_zeros_up_to(std::uint64_t offset_bytes);

  // Fills in blob, size and bytes, and the status: Unreadable if the content was not complete.
  void finish(NotebookFile& file);

 private:
  std::uint64_t size_bytes_;
  ReadLimits limits_;
  Sha1 hash_;
  std::uint64_t seen_bytes_ = 0;
  std::string kept_;
};

}  // namespace autopar::crawler
