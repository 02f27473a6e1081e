#include "crawl/git_failure.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "crawler/paths.hpp"

namespace autopar::crawl {
namespace {

using crawler::SourceState;

struct KnownMessage {
  std::string_view part;
  SourceState state;
  bool may_retry;
  bool stops_host;
};

// The first that fits counts. What is not here may be better the next time.
constexpr std::array kKnownMessages = {
    KnownMessage{"error: 429", SourceState::Failed, false, true},
    KnownMessage{"error: 403", SourceState::Denied, false, true},
    KnownMessage{"error: 404", SourceState::Gone, false, false},
    KnownMessage{"error: 410", SourceState::Gone, false, false},
    KnownMessage{"error: 451", SourceState::Gone, false, false},
    KnownMessage{"not found", SourceState::Gone, false, false},
    KnownMessage{"access denied or repository not exported", SourceState::Gone, false, false},
    KnownMessage{"could not read Username", SourceState::Denied, false, false},
    KnownMessage{"could not read Password", SourceState::Denied, false, false},
    KnownMessage{"Authentication failed", SourceState::Denied, false, false},
    KnownMessage{"unable to get password", SourceState::Denied, false, false},
    KnownMessage{"File too large", SourceState::TooBig, false, false},
    KnownMessage{"dumb http transport", SourceState::Unsupported, false, false},
    KnownMessage{"mismatched algorithms", SourceState::Unsupported, false, false},
    KnownMessage{"unknown object format", SourceState::Unsupported, false, false},
    KnownMessage{"not allowed", SourceState::Unsupported, false, false},
    KnownMessage{"does not support shallow", SourceState::Unsupported, false, false},
};

// The line that says most: the first with "fatal: " or "error: ", else the last.
std::string telling_line(std::string_view text) {
  std::string_view last;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    if (line.starts_with("fatal: ") || line.starts_with("error: ")) {
      return crawler::printable_path(line);
    }
    last = line.empty() ? last : line;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return crawler::printable_path(last);
}

std::string word_after(std::string_view text, std::string_view before) {
  const std::size_t found = text.find(before);
  if (found == text.npos) {
    return "";
  }
  text.remove_prefix(found + before.size());
  return std::string(text.substr(0, text.find_first_of(" \r\n")));
}

}  // namespace

GitFailure failure_of(const GitResult& result) {
  if (result.is_timed_out) {
    return {.message = "git did not end in time", .may_retry = true};
  }
  GitFailure failure{.message = telling_line(result.errors), .may_retry = true};
  const auto* const known = std::ranges::find_if(kKnownMessages, [&](const KnownMessage& row) {
    return result.errors.find(row.part) != std::string::npos;
  });
  if (known != kKnownMessages.end()) {
    failure.state = known->state;
    failure.may_retry = known->may_retry;
    failure.stops_host = known->stops_host;
  }
  return failure;
}

std::string redirection_of(const GitResult& result) {
  std::string url = word_after(result.errors, "redirecting to ");
  while (url.ends_with('/')) {
    url.pop_back();
  }
  return url;
}

std::string refused_object_of(const GitResult& result) {
  return word_after(result.errors, "not our ref ");
}

}  // namespace autopar::crawl
