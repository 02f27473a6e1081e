#include "crawl/file_batch.hpp"

namespace autopar::crawl {
namespace {

constexpr std::size_t kBatchFiles = 256;
constexpr std::uint64_t kBatchBytes = std::uint64_t{8} << 20;

}  // namespace

Result<void> FileBatch::add(crawler::NotebookFile file) {
  ++files_;
  ++counters_.files;
  const std::uint64_t size = file.bytes ? file.bytes->size() : 0;
  counters_.content_bytes += size;
  waiting_bytes_ += size;
  waiting_.push_back(std::move(file));
  const bool is_full = waiting_.size() >= kBatchFiles || waiting_bytes_ >= kBatchBytes;
  return is_full ? flush() : Result<void>();
}

Result<void> FileBatch::flush() {
  Result<void> done = database_.add_files(source_, waiting_);
  waiting_.clear();
  waiting_bytes_ = 0;
  return done;
}

}  // namespace autopar::crawl
