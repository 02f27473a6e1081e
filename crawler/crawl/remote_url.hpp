#pragma once

#include <string>
#include <string_view>

#include "autopar/result.hpp"

namespace autopar::crawl {

struct RemoteUrl {
  std::string text;        // without slashes at the end
  std::string host;        // lower case, without the port
  std::string repository;  // the last two parts of the path, without ".git": owner/name
};

// Does a source name another machine rather than a path of this one?
[[nodiscard]] bool is_remote(std::string_view source);

// Takes https, http and git, which run nothing on this machine. Fails for other protocols, and for
// URLs with a user or password, which would end in the database.
[[nodiscard]] Result<RemoteUrl> parse_remote_url(std::string_view source);

}  // namespace autopar::crawl
