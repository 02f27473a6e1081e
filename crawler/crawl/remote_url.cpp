#include "crawl/remote_url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace autopar::crawl {
namespace {

constexpr std::array<std::string_view, 3> kProtocols = {"https://", "http://", "git://"};

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char character) {
    return static_cast<char>(std::tolower(character));
  });
  return result;
}

bool is_plain(std::string_view text) {
  return std::ranges::all_of(text,
                             [](char character) { return character > ' ' && character < 127; });
}

std::string repository_of_path(std::string_view path) {
  if (path.ends_with(".git")) {
    path.remove_suffix(4);
  }
  const std::size_t last = path.rfind('/');
  const std::size_t before = last == 0 || last == path.npos ? path.npos : path.rfind('/', last - 1);
  return std::string(
      path.substr(before == path.npos ? std::min<std::size_t>(path.size(), 1) : before + 1));
}

}  // namespace

bool is_remote(std::string_view source) {
  return source.find("://") != source.npos || source.starts_with("ext::");
}

Result<RemoteUrl> parse_remote_url(std::string_view source) {
  const auto* const protocol =
      std::ranges::find_if(kProtocols, [&](auto known) { return source.starts_with(known); });
  if (protocol == kProtocols.end() || !is_plain(source)) {
    return fail(fmt::format("{} is no URL of https, http or git", source));
  }
  while (source.ends_with('/') && source.size() > protocol->size()) {
    source.remove_suffix(1);
  }
  const std::string_view rest = source.substr(protocol->size());
  const std::string_view authority = rest.substr(0, rest.find('/'));
  if (authority.find('@') != authority.npos) {
    return fail("a URL with a user or password in it is not taken, since it would be stored");
  }
  const std::size_t colon = authority.rfind(':');
  const bool has_port = colon != authority.npos && authority.find(']', colon) == authority.npos;
  RemoteUrl url;
  url.text = source;
  url.host = lower(authority.substr(0, has_port ? colon : authority.npos));
  url.repository = repository_of_path(rest.substr(authority.size()));
  if (url.host.empty() || url.host.starts_with('-') || url.repository.empty()) {
    return fail(fmt::format("{} names no repository", source));
  }
  return url;
}

}  // namespace autopar::crawl
