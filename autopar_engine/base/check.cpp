#include "autopar/check.hpp"

#include <fmt/format.h>

namespace autopar {

void throw_internal_error(std::string_view condition, std::string_view message,
                          std::string_view file, int line) {
  const auto slash = file.rfind('/');
  const std::string_view file_name =
      slash == std::string_view::npos ? file : file.substr(slash + 1);
  throw InternalError(fmt::format("{}:{}: {} (expected: {})", file_name, line, message, condition));
}

}  // namespace autopar
