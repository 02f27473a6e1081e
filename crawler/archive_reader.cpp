#include "crawler/archive_reader.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#include "crawler/content_collector.hpp"
#include "crawler/paths.hpp"

namespace autopar::crawler {
namespace {

constexpr std::size_t kReadBytes = std::size_t{1} << 18;

struct FreeArchive {
  void operator()(archive* handle) const noexcept { archive_read_free(handle); }
};

class ArchiveReader {
 public:
  explicit ArchiveReader(const ReadLimits& limits) : handle_(archive_read_new()), limits_(limits) {
    archive_read_support_filter_bzip2(handle_.get());
    archive_read_support_filter_gzip(handle_.get());
    archive_read_support_filter_xz(handle_.get());
    archive_read_support_filter_zstd(handle_.get());
    archive_read_support_format_tar(handle_.get());
    archive_read_support_format_zip(handle_.get());
  }

  Result<bool> visit(const std::string& path, const NotebookVisitor& visitor) {
    if (archive_read_open_filename(handle_.get(), path.c_str(), kReadBytes) != ARCHIVE_OK) {
      return fail(message());
    }
    std::error_code error;
    packed_bytes_ = std::filesystem::file_size(path, error);
    while (true) {
      archive_entry* entry = nullptr;
      const int code = archive_read_next_header(handle_.get(), &entry);
      if (code == ARCHIVE_EOF) {
        return true;
      }
      if (code != ARCHIVE_OK && code != ARCHIVE_WARN) {
        return fail(message());
      }
      if (unpacks_to_too_much(entry)) {
        return fail("unpacks to far more than its size; the rest is left out");
      }
      const char* const name = archive_entry_pathname(entry);
      if (name == nullptr || !is_notebook_path(name) || archive_entry_filetype(entry) == AE_IFDIR) {
        continue;
      }
      if (!visitor(read_entry(entry, name))) {
        return false;
      }
    }
  }

 private:
  // Asked before an entry is unpacked or skipped, which costs the same.
  [[nodiscard]] bool unpacks_to_too_much(archive_entry* entry) const {
    const auto bytes_before = static_cast<std::uint64_t>(archive_filter_bytes(handle_.get(), 0));
    const auto entry_bytes = static_cast<std::uint64_t>(
        std::max<la_int64_t>(archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0, 0));
    const std::uint64_t limit = limits_.unpacked_bytes + limits_.unpacking_ratio * packed_bytes_;
    return bytes_before > limit || entry_bytes > limit - bytes_before;
  }

  NotebookFile read_entry(archive_entry* entry, std::string_view name) {
    NotebookFile file;
    const bool is_too_long = name.size() > limits_.path_bytes;
    file.path = printable_path(name.substr(0, limits_.path_bytes));
    file.repeat = repeats_[file.path]++;
    file.repository = repository_of_entry(file.path);
    file.is_checkpoint = is_checkpoint_path(file.path);
    const bool is_link = archive_entry_filetype(entry) == AE_IFLNK || archive_entry_hardlink(entry);
    if (is_too_long || leaves_its_folder(name)) {
      file.status = FileStatus::UnsafePath;
    } else if (is_link) {
      file.status = FileStatus::Symlink;
    } else if (archive_entry_filetype(entry) == AE_IFREG && archive_entry_size_is_set(entry)) {
      read_content(static_cast<std::uint64_t>(archive_entry_size(entry)), file);
    }
    file.input_bytes = static_cast<std::uint64_t>(archive_filter_bytes(handle_.get(), -1));
    return file;
  }

  // Blocks are taken where libarchive has them, without a copy. The end has an offset, too: a hole
  // may stand before it.
  void read_content(std::uint64_t size_bytes, NotebookFile& file) {
    ContentCollector collector(size_bytes, limits_);
    while (collector.is_within_limits()) {
      const void* block = nullptr;
      std::size_t size = 0;
      la_int64_t offset = 0;
      const int code = archive_read_data_block(handle_.get(), &block, &size, &offset);
      const bool is_read = code == ARCHIVE_OK || code == ARCHIVE_EOF;
      if (!is_read || !collector.add_zeros_up_to(static_cast<std::uint64_t>(offset)) ||
          !collector.add({static_cast<const char*>(block), size}) || code == ARCHIVE_EOF) {
        break;
      }
    }
    collector.finish(file);
  }

  [[nodiscard]] std::string message() const {
    const char* const text = archive_error_string(handle_.get());
    return text == nullptr ? "damaged archive" : text;
  }

  std::unique_ptr<archive, FreeArchive> handle_;
  ReadLimits limits_;
  std::uint64_t packed_bytes_ = 0;
  std::map<std::string, std::uint32_t> repeats_;
};

}  // namespace

Result<bool> for_each_notebook_of_archive(const std::string& archive_path,
                                          const NotebookVisitor& visitor,
                                          const ReadLimits& limits) {
  return ArchiveReader(limits).visit(archive_path, visitor);
}

}  // namespace autopar::crawler
