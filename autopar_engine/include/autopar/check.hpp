#pragma once

#include <stdexcept>
#include <string_view>

namespace autopar {

// A bug of ours. Caught only where the engine meets the outside: the mains, which report it, and
// python/, where it means "run the original loop".
class InternalError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void throw_internal_error(std::string_view condition, std::string_view message,
                                       std::string_view file, int line);

}  // namespace autopar

// Holds in every build type. The message says what was expected, in a few words.
#define AUTOPAR_CHECK(condition, message)                                         \
  do {                                                                            \
    if (!(condition)) {                                                           \
      ::autopar::throw_internal_error(#condition, (message), __FILE__, __LINE__); \
    }                                                                             \
  } while (false)
