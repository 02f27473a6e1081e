#include "crawler/source_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "crawler/archive_reader.hpp"
#include "crawler/content_collector.hpp"
#include "crawler/paths.hpp"

namespace autopar::crawler {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kReadBytes = std::size_t{1} << 18;

struct Entry {
  fs::path path;
  fs::file_type type;
};

// The entries of a folder by name; nothing of a folder that can't be read.
std::vector<Entry> list_folder(const fs::path& folder) {
  std::vector<Entry> entries;
  std::error_code error;
  for (fs::directory_iterator iterator(folder, error), end; !error && iterator != end;
       iterator.increment(error)) {
    std::error_code status_error;
    entries.push_back({iterator->path(), iterator->symlink_status(status_error).type()});
  }
  std::ranges::sort(entries, {}, [](const Entry& entry) { return entry.path.native(); });
  return entries;
}

std::uint64_t size_of(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  return error ? 0 : static_cast<std::uint64_t>(size);
}

// Walks one source. The callbacks say what to do with a notebook file and with an archive; false
// stops the walk.
class FolderWalk {
 public:
  using OnEntry = std::function<bool(const Entry&, const std::string& relative_path,
                                     const std::string& repository)>;

  FolderWalk(const OnEntry& on_notebook, const OnEntry& on_archive, int depth_limit)
      : on_notebook_(on_notebook), on_archive_(on_archive), depth_limit_(depth_limit) {}

  bool walk(const fs::path& folder, const std::string& prefix, std::string repository, int depth) {
    std::error_code error;
    if (fs::exists(folder / ".git", error)) {
      repository = prefix.empty() ? "." : prefix.substr(0, prefix.size() - 1);
    }
    return std::ranges::all_of(list_folder(folder), [&](const Entry& entry) {
      return visit(entry, prefix + entry.path.filename().string(), repository, depth);
    });
  }

 private:
  bool visit(const Entry& entry, const std::string& relative_path, const std::string& repository,
             int depth) {
    if (entry.type == fs::file_type::directory) {
      const bool is_skipped = entry.path.filename() == ".git" || depth >= depth_limit_;
      return is_skipped || walk(entry.path, relative_path + "/", repository, depth + 1);
    }
    if (is_notebook_path(relative_path)) {
      return on_notebook_(entry, relative_path, repository);
    }
    if (is_archive_path(relative_path) && entry.type == fs::file_type::regular) {
      return on_archive_(entry, relative_path, repository);
    }
    return true;
  }

  const OnEntry& on_notebook_;
  const OnEntry& on_archive_;
  int depth_limit_;
};

class SourceReader {
 public:
  SourceReader(const NotebookVisitor& visitor, const ReadLimits& limits)
      : visitor_(visitor), limits_(limits) {}

  SourceSummary read_folder(const fs::path& folder) {
    const FolderWalk::OnEntry on_notebook = [&](const Entry& entry, const std::string& path,
                                                const std::string& repository) {
      return read_plain_file(entry, path, repository);
    };
    const FolderWalk::OnEntry on_archive = [&](const Entry& entry, const std::string& path,
                                               const std::string&) {
      return read_archive(entry.path, printable_path(path));
    };
    summary_.is_complete =
        FolderWalk(on_notebook, on_archive, limits_.folder_depth).walk(folder, "", "", 0);
    return std::move(summary_);
  }

  SourceSummary read_file(const Entry& entry) {
    const std::string name = entry.path.filename().string();
    summary_.is_complete =
        is_archive_path(name) ? read_archive(entry.path, "") : read_plain_file(entry, name, "");
    return std::move(summary_);
  }

 private:
  bool visit(NotebookFile file) {
    if (summary_.files >= limits_.files) {
      summary_.warnings.emplace_back("too many files; the rest is left out");
      return false;
    }
    ++summary_.files;
    return visitor_(std::move(file));
  }

  bool read_plain_file(const Entry& entry, const std::string& path, const std::string& repository) {
    NotebookFile file;
    file.path = printable_path(path);
    file.repository = printable_path(repository);
    file.is_checkpoint = is_checkpoint_path(path);
    if (entry.type == fs::file_type::symlink) {
      file.status = FileStatus::Symlink;
    } else if (entry.type == fs::file_type::regular) {
      read_content(entry.path, file);
      finished_bytes_ += size_of(entry.path);
    }
    file.input_bytes = finished_bytes_;
    return visit(std::move(file));
  }

  void read_content(const fs::path& path, NotebookFile& file) {
    std::ifstream stream(path, std::ios::binary);
    ContentCollector collector(size_of(path), limits_);
    std::string buffer(kReadBytes, '\0');
    while (stream && collector.is_within_limits()) {
      stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      if (!collector.add(
              std::string_view(buffer).substr(0, static_cast<std::size_t>(stream.gcount())))) {
        break;
      }
    }
    if (stream.eof()) {
      collector.finish(file);
    }
  }

  bool read_archive(const fs::path& path, const std::string& container) {
    const Result<bool> went_on = for_each_notebook_of_archive(
        path.string(),
        [&](NotebookFile file) {
          file.container = container;
          file.input_bytes += finished_bytes_;
          return visit(std::move(file));
        },
        limits_);
    finished_bytes_ += size_of(path);
    if (!went_on) {
      ++summary_.damaged_archives;
      summary_.warnings.push_back(
          fmt::format("{}: {}", path.filename().string(), went_on.error().message));
    }
    return went_on.value_or(true);
  }

  const NotebookVisitor& visitor_;
  ReadLimits limits_;
  SourceSummary summary_;
  std::uint64_t finished_bytes_ = 0;
};

Result<Entry> find_source(const std::string& source) {
  std::error_code error;
  const fs::file_type type = fs::status(source, error).type();
  const bool is_file =
      type == fs::file_type::regular && (is_archive_path(source) || is_notebook_path(source));
  if (type == fs::file_type::directory || is_file) {
    return Entry{source, type};
  }
  return fail(
      fmt::format("{} is neither a folder, nor an archive (.tar, .tar.zst, .zip), nor a "
                  "notebook that can be read",
                  source));
}

}  // namespace

Result<SourceSummary> for_each_notebook(const std::string& source, const NotebookVisitor& visitor,
                                        const ReadLimits& limits) {
  const Result<Entry> entry = find_source(source);
  if (!entry) {
    return tl::unexpected(entry.error());
  }
  SourceReader reader(visitor, limits);
  return entry->type == fs::file_type::directory ? reader.read_folder(entry->path)
                                                 : reader.read_file(*entry);
}

Result<std::uint64_t> measure_source(const std::string& source, const ReadLimits& limits) {
  const Result<Entry> entry = find_source(source);
  if (!entry) {
    return tl::unexpected(entry.error());
  }
  if (entry->type != fs::file_type::directory) {
    return size_of(entry->path);
  }
  std::uint64_t total_bytes = 0;
  const FolderWalk::OnEntry add_size = [&](const Entry& found, const std::string&,
                                           const std::string&) {
    total_bytes += found.type == fs::file_type::regular ? size_of(found.path) : 0;
    return true;
  };
  FolderWalk(add_size, add_size, limits.folder_depth).walk(entry->path, "", "", 0);
  return total_bytes;
}

}  // namespace autopar::crawler
