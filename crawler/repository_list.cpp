#include "crawler/repository_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "crawler/csv_reader.hpp"

namespace autopar::crawler {
namespace {

namespace fs = std::filesystem;

// The last two parts of the path.
std::string name_of_url(std::string_view url) {
  while (url.ends_with('/')) {
    url.remove_suffix(1);
  }
  if (url.ends_with(".git")) {
    url.remove_suffix(4);
  }
  const std::size_t last = url.rfind('/');
  const std::size_t before = last == url.npos || last == 0 ? url.npos : url.rfind('/', last - 1);
  return std::string(before == url.npos ? url : url.substr(before + 1));
}

class ListReader {
 public:
  explicit ListReader(std::string_view text) : records_(text) {}

  Result<std::vector<ListedRepository>> read() {
    header_ = records_.next().value_or(CsvRecord());
    if (std::ranges::find(header_, "repo_url") == header_.end()) {
      return fail("no column repo_url");
    }
    while ((record_ = records_.next())) {
      if (const Result<void> added = add(); !added) {
        return fail(fmt::format("record {}: {}", records_.record(), added.error().message));
      }
    }
    return std::move(listed_);
  }

 private:
  // Empty values are none.
  std::optional<std::string> value_of(std::string_view column) const {
    const auto found = std::ranges::find(header_, column);
    const auto position = static_cast<std::size_t>(found - header_.begin());
    const bool has_value = found != header_.end() && position < record_->size();
    return has_value && !(*record_)[position].empty() ? std::optional((*record_)[position])
                                                      : std::nullopt;
  }

  Result<void> set_number(std::string_view column, std::optional<std::int64_t>& number) const {
    const std::optional<std::string> value = value_of(column);
    if (!value) {
      return {};
    }
    const char* const end = value->data() + value->size();
    std::int64_t parsed = 0;
    const auto [stop, error] = std::from_chars(value->data(), end, parsed);
    if (error != std::errc() || stop != end || parsed < 0) {
      return fail(fmt::format("{}: {} is no count", column, *value));
    }
    number = parsed;
    return {};
  }

  Result<void> set_fork(ListedRepository& repository) const {
    const std::optional<std::string> value = value_of("fork");
    if (!value) {
      return {};
    }
    const bool is_true = *value == "1" || *value == "true" || *value == "True";
    const bool is_false = *value == "0" || *value == "false" || *value == "False";
    if (!is_true && !is_false) {
      return fail(fmt::format("fork: {} is neither 0 nor 1", *value));
    }
    repository.is_fork = is_true;
    return {};
  }

  Result<void> add() {
    ListedRepository repository;
    repository.url = value_of("repo_url").value_or("");
    repository.name = name_of_url(repository.url);
    repository.commit = value_of("commit");
    repository.licence = value_of("license");
    repository.created = value_of("created");
    if (repository.name.empty() || !names_.insert(repository.name).second) {
      return fail(repository.name.empty() ? "no repository"
                                          : fmt::format("{} is listed twice", repository.name));
    }
    Result<void> done = set_number("notebooks_in_repo", repository.notebooks);
    done = done ? set_number("stars", repository.stars) : done;
    done = done ? set_fork(repository) : done;
    if (done) {
      listed_.push_back(std::move(repository));
    }
    return done;
  }

  CsvReader records_;
  CsvRecord header_;
  std::optional<CsvRecord> record_;
  std::set<std::string> names_;
  std::vector<ListedRepository> listed_;
};

}  // namespace

Result<std::vector<ListedRepository>> read_repository_list(std::string_view text) {
  return ListReader(text).read();
}

Result<std::vector<ListedRepository>> find_repository_list(const std::string& source) {
  const fs::path path = fs::path(source) / "repos.csv";
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    return std::vector<ListedRepository>();
  }
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file) {
    return fail(fmt::format("{} can't be read", path.string()));
  }
  Result<std::vector<ListedRepository>> listed = read_repository_list(text);
  return listed ? std::move(listed)
                : fail(fmt::format("{}: {}", path.string(), listed.error().message));
}

}  // namespace autopar::crawler
