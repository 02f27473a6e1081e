#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "autopar/result.hpp"

namespace autopar::crawler {

// What a list says of one repository; nothing where it has no such column or no value in it.
struct ListedRepository {
  std::string name;  // owner/name, as in NotebookFile::repository
  std::string url;
  std::optional<std::string> commit;
  std::optional<std::string> licence;
  std::optional<std::int64_t> notebooks;
  std::optional<bool> is_fork;
  std::optional<std::int64_t> stars;
  std::optional<std::string> created;
};

// Reads CSV with a header: repo_url and, in any order, commit, license, notebooks_in_repo, fork (0,
// 1, true or false), stars, created; other columns are left alone. Fails without a column repo_url,
// on a repository that is listed twice, and on a value that is none, with the number of the record.
[[nodiscard]] Result<std::vector<ListedRepository>> read_repository_list(std::string_view text);

// The list that lies in the folder as repos.csv; empty if there is none, or it is no folder.
[[nodiscard]] Result<std::vector<ListedRepository>> find_repository_list(const std::string& source);

}  // namespace autopar::crawler
