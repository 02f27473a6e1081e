#include "crawler/content_collector.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace autopar::crawler {

ContentCollector::ContentCollector(std::uint64_t size_bytes, const ReadLimits& limits)
    : size_bytes_(size_bytes), limits_(limits) {
  hash_.update(fmt::format("blob {}", size_bytes));
  hash_.update(std::string_view("\0", 1));
  if (size_bytes <= limits.content_bytes) {
    kept_.reserve(size_bytes);
  }
}

bool ContentCollector::add(std::string_view piece) {
  seen_bytes_ += piece.size();
  if (seen_bytes_ > size_bytes_) {
    return false;
  }
  hash_.update(piece);
  if (size_bytes_ <= limits_.content_bytes) {
    kept_ += piece;
  }
  return true;
}

bool ContentCollector::add_zeros_up_to(std::uint64_t offset_bytes) {
  static constexpr std::array<char, 4096> kZeros{};
  while (seen_bytes_ < offset_bytes) {
    const std::string_view zeros(kZeros.data(), kZeros.size());
    if (!add(zeros.substr(0, offset_bytes - seen_bytes_))) {
      return false;
    }
  }
  return seen_bytes_ == offset_bytes;
}

void ContentCollector::finish(NotebookFile& file) {
  if (seen_bytes_ != size_bytes_) {
    file.status = FileStatus::Unreadable;
    return;
  }
  file.status = FileStatus::Read;
  file.blob = hash_.finish();
  file.size_bytes = size_bytes_;
  if (size_bytes_ <= limits_.content_bytes) {
    file.bytes = std::move(kept_);
  }
}

}  // namespace autopar::crawler
