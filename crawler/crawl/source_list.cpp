#include "crawl/source_list.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "crawl/remote_url.hpp"
#include "crawler/source_reader.hpp"

namespace autopar::crawl {
namespace {

using crawler::SourceKind;

// The name of a source of this machine in the database.
std::string name_of_path(const std::string& source) {
  const std::string name = std::filesystem::path(source).lexically_normal().generic_string();
  return name.size() > 1 && name.ends_with('/') ? name.substr(0, name.size() - 1) : name;
}

Result<void> add_remote(const std::string& source, SourceList& list) {
  const Result<RemoteUrl> url = parse_remote_url(source);
  if (!url) {
    return tl::unexpected(url.error());
  }
  list.tasks.push_back({.source = url->text, .kind = SourceKind::Remote, .host = url->host});
  return {};
}

Result<void> add_manifest(const std::string& source, SourceList& list) {
  Result<std::vector<PinnedRepository>> repositories = read_manifest(source);
  if (!repositories) {
    return tl::unexpected(repositories.error());
  }
  for (PinnedRepository& repository : *repositories) {
    list.tasks.push_back({.source = repository.source(),
                          .kind = SourceKind::Pinned,
                          .host = parse_remote_url(repository.url)->host,
                          .pinned = list.pinned.size()});
    list.pinned.push_back(std::move(repository));
  }
  return {};
}

Result<void> add_local(const std::string& source, const std::string& output, SourceList& list) {
  if (Result<void> found = crawler::check_source(source); !found) {
    return found;
  }
  std::error_code error;
  if (std::filesystem::equivalent(source, output, error)) {
    return fail(fmt::format("{} is source and output", source));
  }
  list.tasks.push_back({.source = name_of_path(source)});
  return {};
}

}  // namespace

Result<SourceList> list_sources(const std::vector<std::string>& sources,
                                const std::string& output) {
  SourceList list;
  for (const std::string& source : sources) {
    const Result<void> added = is_remote(source)          ? add_remote(source, list)
                               : is_manifest_path(source) ? add_manifest(source, list)
                                                          : add_local(source, output, list);
    if (!added) {
      return tl::unexpected(added.error());
    }
  }
  std::set<std::string> names;
  for (const Task& task : list.tasks) {
    if (!names.insert(task.source).second) {
      return fail(fmt::format("{} is given twice", task.source));
    }
  }
  return list;
}

}  // namespace autopar::crawl
