#include "crawl/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "base/sha1.hpp"
#include "crawl/remote_url.hpp"
#include "crawler/csv_reader.hpp"

namespace autopar::crawl {
namespace {

constexpr std::array<std::string_view, 5> kColumns = {"repository", "commit", "path", "blob",
                                                      "bytes"};
using Fields = crawler::CsvRecord;

bool is_object_name(std::string_view text) {
  return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

Result<std::array<std::size_t, kColumns.size()>> find_columns(const Fields& header) {
  std::array<std::size_t, kColumns.size()> positions{};
  for (std::size_t column = 0; column < kColumns.size(); ++column) {
    const auto found = std::ranges::find(header, kColumns[column]);
    if (found == header.end()) {
      return fail(fmt::format("no column {}", kColumns[column]));
    }
    positions[column] = static_cast<std::size_t>(found - header.begin());
  }
  return positions;
}

// The values of kColumns in a record; nothing if one is missing or no such value.
std::optional<PinnedFile> file_of(const Fields& values) {
  PinnedFile file{.path = values[2], .blob = values[3]};
  const char* const end = values[4].data() + values[4].size();
  const auto [stop, error] = std::from_chars(values[4].data(), end, file.size_bytes);
  const bool is_good = error == std::errc() && stop == end && !file.path.empty() &&
                       is_object_name(file.blob) && is_object_name(values[1]);
  return is_good ? std::optional(std::move(file)) : std::nullopt;
}

class ManifestReader {
 public:
  Result<std::vector<PinnedRepository>> read(std::string_view text) {
    crawler::CsvReader records(text);
    const auto columns = find_columns(records.next().value_or(Fields()));
    if (!columns) {
      return tl::unexpected(columns.error());
    }
    while (const std::optional<Fields> record = records.next()) {
      Fields values;
      for (const std::size_t column : *columns) {
        values.push_back(column < record->size() ? (*record)[column] : "");
      }
      if (const Result<void> added = add(values); !added) {
        return fail(fmt::format("record {}: {}", records.record(), added.error().message));
      }
    }
    return std::move(repositories_);
  }

 private:
  Result<void> add(const Fields& values) {
    std::optional<PinnedFile> file = file_of(values);
    if (!file) {
      return fail("a commit and a blob of 40 hex digits, a path and a number of bytes are needed");
    }
    const Result<RemoteUrl> url = parse_remote_url(values[0]);
    if (!url) {
      return tl::unexpected(url.error());
    }
    const auto [place, is_new] =
        positions_.try_emplace({url->text, values[1]}, repositories_.size());
    if (is_new) {
      repositories_.push_back({.url = url->text, .commit = values[1], .files = {}});
    }
    repositories_[place->second].files.push_back(std::move(*file));
    return {};
  }

  std::map<std::pair<std::string, std::string>, std::size_t> positions_;
  std::vector<PinnedRepository> repositories_;
};

}  // namespace

std::string PinnedRepository::version() const {
  Sha1 hash;
  for (const PinnedFile& file : files) {
    hash.update(fmt::format("{} {} {}\n", file.blob, file.size_bytes, file.path));
  }
  return fmt::format("{} files of list {}", files.size(), hash.finish());
}

bool is_manifest_path(std::string_view path) { return path.ends_with(".csv"); }

Result<std::vector<PinnedRepository>> read_manifest(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(stream)),
                         std::istreambuf_iterator<char>());
  if (stream.bad() || !stream.is_open()) {
    return fail(fmt::format("{} can't be read", path));
  }
  Result<std::vector<PinnedRepository>> repositories = ManifestReader().read(text);
  return repositories ? repositories
                      : fail(fmt::format("{}: {}", path, repositories.error().message));
}

}  // namespace autopar::crawl
