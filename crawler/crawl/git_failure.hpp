#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "crawl/git_process.hpp"
#include "crawler/crawl_database.hpp"

namespace autopar::crawl {

// Why a repository could not be fetched.
struct GitFailure {
  crawler::SourceState state = crawler::SourceState::Failed;
  std::string message;      // one line
  bool may_retry = false;   // it may be better in a while
  bool stops_host = false;  // the host wants no more of us
  // How long the host asks us to leave it alone.
  std::optional<std::chrono::seconds> retry_after;
};

// Reads it from what git said in English. A host that says when to come back may be tried again.
[[nodiscard]] GitFailure failure_of(const GitResult& result);

// The Retry-After (RFC 9110, 10.2.3) of the last answer in what git told of HTTP, from then on: a
// number of seconds or a date. Nothing if there is none that can be read.
[[nodiscard]] std::optional<std::chrono::seconds> retry_after_of(
    std::string_view headers, std::chrono::system_clock::time_point now);

// The URL to which the server sent git; empty if it did not.
[[nodiscard]] std::string redirection_of(const GitResult& result);

// The object that the server refused as one that it does not have; empty if it is something else.
[[nodiscard]] std::string refused_object_of(const GitResult& result);

}  // namespace autopar::crawl
