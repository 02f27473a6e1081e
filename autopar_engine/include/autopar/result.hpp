#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace autopar {

// The world failed: a file, a compiler, a driver, a database. One line, lower case, no full stop;
// it names the thing and, where there is one, the way out. Loops that we cannot take are not
// errors but refusals (refusal.hpp); our own bugs are InternalError (check.hpp).
struct Error {
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(std::string message) {
  return tl::unexpected<Error>(Error{std::move(message)});
}

}  // namespace autopar
