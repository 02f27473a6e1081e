#include "harness/filter.hpp"

#include <fmt/format.h>

#include <utility>

namespace autopar::bench {

Result<Filter> Filter::make(const std::string& text) {
  const bool is_negative = text.starts_with("-");
  const std::string pattern = is_negative ? text.substr(1) : text;
  try {
    return Filter(std::regex(pattern, std::regex::extended), is_negative);
  } catch (const std::regex_error& error) {
    return fail(
        fmt::format("--benchmark_filter={} is no regular expression: {}", text, error.what()));
  }
}

bool Filter::accepts(const std::string& name) const {
  return std::regex_search(name, expression_) != is_negative_;
}

}  // namespace autopar::bench
