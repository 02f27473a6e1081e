#include "crawl/git_failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string_view>
#include <system_error>

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

// Takes the first line from the text.
std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

// The line that says most: the first with "fatal: " or "error: ", else the last.
std::string telling_line(std::string_view text) {
  std::string_view last;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.starts_with("fatal: ") || line.starts_with("error: ")) {
      return crawler::printable_path(line);
    }
    last = line.empty() ? last : line;
  }
  return crawler::printable_path(last);
}

// The value of a header, without the blanks around it; nothing of another one. name: lower case.
std::optional<std::string_view> value_of(std::string_view header, std::string_view name) {
  const std::string_view found = header.substr(0, header.find(':'));
  const bool is_named = std::ranges::equal(found, name, {}, [](unsigned char character) {
    return static_cast<char>(std::tolower(character));
  });
  if (!is_named || found.size() == header.size()) {
    return std::nullopt;
  }
  header.remove_prefix(found.size() + 1);
  header.remove_prefix(std::min(header.find_first_not_of(" \t"), header.size()));
  return header.substr(0, header.find_last_not_of(" \t\r") + 1);
}

// Longer waits are as good as this one.
constexpr std::int64_t kLongestSeconds = std::int64_t{1} << 31U;

std::optional<std::int64_t> seconds_until(const std::string& date,
                                          std::chrono::system_clock::time_point now) {
  std::tm parts{};
  const char* const end = strptime(date.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  if (end == nullptr || *end != '\0') {
    return std::nullopt;
  }
  return std::int64_t{timegm(&parts)} - std::chrono::system_clock::to_time_t(now);
}

std::optional<std::chrono::seconds> parse_wait(std::string_view value,
                                               std::chrono::system_clock::time_point now) {
  std::optional<std::int64_t> seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), *seconds);
  if (error == std::errc::result_out_of_range) {
    seconds = kLongestSeconds;
  } else if (error != std::errc() || end != value.data() + value.size()) {
    seconds = seconds_until(std::string(value), now);
  }
  return seconds ? std::optional(
                       std::chrono::seconds(std::clamp<std::int64_t>(*seconds, 0, kLongestSeconds)))
                 : std::nullopt;
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
  if (failure.may_retry || failure.stops_host) {
    failure.retry_after = retry_after_of(result.headers, std::chrono::system_clock::now());
  }
  if (failure.retry_after) {
    failure.state = SourceState::Failed;
    failure.may_retry = true;
    failure.message += fmt::format("; it asks to wait {} s", failure.retry_after->count());
  }
  return failure;
}

std::optional<std::chrono::seconds> retry_after_of(std::string_view headers,
                                                   std::chrono::system_clock::time_point now) {
  constexpr std::string_view kHeader = "<= Recv header: ";
  std::optional<std::chrono::seconds> wait;
  while (!headers.empty()) {
    std::string_view line = take_line(headers);
    const std::size_t begin = line.find(kHeader);
    if (begin == std::string_view::npos) {
      continue;
    }
    line.remove_prefix(begin + kHeader.size());
    if (line.starts_with("HTTP/")) {
      wait.reset();
    } else if (const auto value = value_of(line, "retry-after")) {
      wait = parse_wait(*value, now);
    }
  }
  return wait;
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
