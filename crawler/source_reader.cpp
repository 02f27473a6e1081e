#include "crawler/source_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <system_error>
#include <utility>

#include "crawler/archive_reader.hpp"
#include "crawler/content_collector.hpp"
#include "crawler/crawl_database.hpp"
#include "crawler/git_repository.hpp"
#include "crawler/json_lines_reader.hpp"
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

// Does a folder stand for the tree of a repository's HEAD? A .git that is a file or a link may name
// any folder of the machine and is followed only where the user gave the folder.
bool is_read_at_head(const fs::path& folder, const ReadOptions& options, bool is_given) {
  if (holds_git_objects(folder)) {
    return true;
  }
  std::error_code error;
  const fs::path inside = folder / ".git";
  const fs::file_type type = fs::symlink_status(inside, error).type();
  return options.reads_head && (type == fs::file_type::directory ? holds_git_objects(inside)
                                                                 : is_given && fs::exists(inside));
}

// What a walk does with what it finds; false stops it.
struct WalkActions {
  using OnEntry = std::function<bool(const Entry&, const std::string& relative_path,
                                     const std::string& repository)>;
  OnEntry on_notebook;
  OnEntry on_archive;
  std::function<bool(const fs::path& folder, const std::string& repository)> on_repository;
};

class FolderWalk {
 public:
  FolderWalk(const WalkActions& actions, const ReadOptions& options)
      : actions_(actions), options_(options) {}

  bool walk(const fs::path& folder, const std::string& prefix, std::string repository, int depth) {
    const std::string name = prefix.empty() ? "." : prefix.substr(0, prefix.size() - 1);
    if (is_read_at_head(folder, options_, prefix.empty())) {
      return actions_.on_repository(folder, name);
    }
    std::error_code error;
    if (fs::exists(folder / ".git", error)) {
      repository = name;
    }
    return std::ranges::all_of(list_folder(folder), [&](const Entry& entry) {
      return visit(entry, prefix + entry.path.filename().string(), repository, depth);
    });
  }

 private:
  bool visit(const Entry& entry, const std::string& relative_path, const std::string& repository,
             int depth) {
    if (entry.type == fs::file_type::directory) {
      const bool is_skipped =
          entry.path.filename() == ".git" || depth >= options_.limits.folder_depth;
      return is_skipped || walk(entry.path, relative_path + "/", repository, depth + 1);
    }
    if (is_notebook_path(relative_path)) {
      return actions_.on_notebook(entry, relative_path, repository);
    }
    if (is_archive_path(relative_path) && entry.type == fs::file_type::regular) {
      return actions_.on_archive(entry, relative_path, repository);
    }
    return true;
  }

  const WalkActions& actions_;
  const ReadOptions& options_;
};

class SourceReader {
 public:
  SourceReader(const NotebookVisitor& visitor, const ReadOptions& options)
      : visitor_(visitor), options_(options), limits_(options.limits) {}

  SourceSummary read_folder(const fs::path& folder) {
    const WalkActions actions = {
        .on_notebook =
            [&](const Entry& entry, const std::string& path, const std::string& repository) {
              return read_plain_file(entry, path, repository);
            },
        .on_archive = [&](const Entry& entry, const std::string& path,
                          const std::string&) { return read_archive(entry.path, path); },
        .on_repository = [&](const fs::path& found,
                             const std::string& name) { return read_head(found, name); }};
    const bool went_on = FolderWalk(actions, options_).walk(folder, "", "", 0);
    summary_.is_complete = summary_.is_complete && went_on;
    return std::move(summary_);
  }

  SourceSummary read_json_lines(const std::string& path) {
    JsonLinesSummary lines;
    const Result<void> opened = for_each_notebook_of_json_lines(
        path, [this](NotebookFile file) { return visit(std::move(file)); }, limits_, lines);
    if (!opened) {
      warn(opened.error().message);
    }
    if (lines.damaged_lines > 0) {
      ++summary_.damaged_archives;
      warn(fmt::format("{} lines are no objects with path and content, the first is line {}",
                       lines.damaged_lines, lines.first_damaged_line));
    }
    summary_.is_complete = opened && lines.went_on;
    return std::move(summary_);
  }

  SourceSummary read_file(const Entry& entry) {
    const std::string name = entry.path.filename().string();
    const bool went_on =
        is_archive_path(name) ? read_archive(entry.path, "") : read_plain_file(entry, name, "");
    summary_.is_complete = summary_.is_complete && went_on;
    return std::move(summary_);
  }

 private:
  bool visit(NotebookFile file) {
    if (summary_.files >= limits_.files) {
      warn("too many files; the rest is left out");
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
    while (stream && collector.is_within_limits()) {
      stream.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
      if (!collector.add(
              std::string_view(buffer_).substr(0, static_cast<std::size_t>(stream.gcount())))) {
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
          file.container = printable_path(container);
          file.input_bytes += finished_bytes_;
          return visit(std::move(file));
        },
        limits_);
    finished_bytes_ += size_of(path);
    if (!went_on) {
      ++summary_.damaged_archives;
      warn(fmt::format("{}: {}", path.filename().string(), went_on.error().message));
    }
    return went_on.value_or(true);
  }

  bool read_head(const fs::path& folder, const std::string& name) {
    Result<GitRepository> repository = GitRepository::open(folder.string());
    const Result<std::optional<HeadListing>> listing =
        repository ? repository->list_head(limits_)
                   : Result<std::optional<HeadListing>>(tl::unexpected(repository.error()));
    if (!listing) {
      ++summary_.damaged_archives;
      warn(fmt::format("{}: {}", printable_path(name), listing.error().message));
      return true;
    }
    ++summary_.repositories;
    if (!*listing) {
      warn(fmt::format("{}: a repository without a commit", printable_path(name)));
      return true;
    }
    for (const std::string& warning : (*listing)->warnings) {
      warn(fmt::format("{}: {}", printable_path(name), warning));
    }
    summary_.is_complete = summary_.is_complete && (*listing)->is_complete;
    std::map<std::string, std::uint32_t> repeats;
    return std::ranges::all_of((*listing)->entries, [&](const HeadEntry& entry) {
      NotebookFile file = read_head_entry(*repository, entry, name, (*listing)->commit);
      file.repeat = repeats[file.path]++;
      return visit(std::move(file));
    });
  }

  NotebookFile read_head_entry(GitRepository& repository, const HeadEntry& entry,
                               const std::string& name, const std::string& commit) const {
    NotebookFile file;
    file.path = printable_path(name == "." ? entry.path : name + "/" + entry.path);
    file.repository = printable_path(name);
    file.commit = commit;
    file.is_checkpoint = is_checkpoint_path(entry.path);
    file.status = entry.status;
    file.input_bytes = finished_bytes_;
    if (entry.status != FileStatus::Read) {
      return file;
    }
    const std::optional<std::uint64_t> known_size =
        options_.known_size ? options_.known_size(entry.blob) : std::nullopt;
    if (known_size) {
      file.blob = entry.blob;
      file.size_bytes = *known_size;
    } else {
      repository.read_blob(entry.blob, limits_, file);
    }
    return file;
  }

  void warn(std::string warning) { summary_.warnings.push_back(std::move(warning)); }

  const NotebookVisitor& visitor_;
  const ReadOptions& options_;
  const ReadLimits& limits_;
  SourceSummary summary_;
  std::uint64_t finished_bytes_ = 0;
  std::string buffer_ = std::string(kReadBytes, '\0');
};

Result<Entry> find_source(const std::string& source) {
  std::error_code error;
  const fs::file_type type = fs::status(source, error).type();
  const bool is_file =
      type == fs::file_type::regular && (is_archive_path(source) || is_notebook_path(source) ||
                                         is_json_lines_path(source) || is_crawl_database(source));
  if (type == fs::file_type::directory || is_file) {
    return Entry{source, type};
  }
  return fail(
      fmt::format("{} is neither a folder, nor an archive (.tar, .tar.zst, .zip), nor JSON "
                  "lines (.jsonl), nor a crawl's database, nor a "
                  "notebook that can be read",
                  source));
}

}  // namespace

Result<SourceSummary> for_each_notebook(const std::string& source, const NotebookVisitor& visitor,
                                        const ReadOptions& options) {
  SourceReader reader(visitor, options);
  if (source == kStandardInput) {
    return reader.read_json_lines(source);
  }
  const Result<Entry> entry = find_source(source);
  if (!entry) {
    return tl::unexpected(entry.error());
  }
  if (entry->type == fs::file_type::directory) {
    return reader.read_folder(entry->path);
  }
  if (is_crawl_database(source)) {
    return for_each_notebook_of_crawl(source, visitor);
  }
  return is_json_lines_path(source) ? reader.read_json_lines(source) : reader.read_file(*entry);
}

Result<void> check_source(const std::string& source) {
  if (source == kStandardInput) {
    return {};
  }
  const Result<Entry> entry = find_source(source);
  return entry ? Result<void>() : tl::unexpected(entry.error());
}

Result<std::uint64_t> measure_source(const std::string& source, const ReadOptions& options) {
  if (source == kStandardInput) {
    return 0;
  }
  const Result<Entry> entry = find_source(source);
  if (!entry) {
    return tl::unexpected(entry.error());
  }
  if (entry->type != fs::file_type::directory) {
    return is_crawl_database(source) ? measure_crawl(source) : size_of(entry->path);
  }
  std::uint64_t total_bytes = 0;
  const WalkActions::OnEntry add_size = [&](const Entry& found, const std::string&,
                                            const std::string&) {
    total_bytes += found.type == fs::file_type::regular ? size_of(found.path) : 0;
    return true;
  };
  const WalkActions actions = {
      .on_notebook = add_size,
      .on_archive = add_size,
      .on_repository = [](const fs::path&, const std::string&) { return true; }};
  FolderWalk(actions, options).walk(entry->path, "", "", 0);
  return total_bytes;
}

}  // namespace autopar::crawler
