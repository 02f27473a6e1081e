#pragma once

#include <string>

#include "crawl/git_process.hpp"
#include "crawler/crawl_database.hpp"

namespace autopar::crawl {

// Why a repository could not be fetched.
struct GitFailure {
  crawler::SourceState state = crawler::SourceState::Failed;
  std::string message;      // one line
  bool may_retry = false;   // it may be better in a while
  bool stops_host = false;  // the host wants no more of us
};

// Reads it from what git said in English.
[[nodiscard]] GitFailure failure_of(const GitResult& result);

// The URL to which the server sent git; empty if it did not.
[[nodiscard]] std::string redirection_of(const GitResult& result);

// The object that the server refused as one that it does not have; empty if it is something else.
[[nodiscard]] std::string refused_object_of(const GitResult& result);

}  // namespace autopar::crawl
