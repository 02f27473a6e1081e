#pragma once

#include <regex>
#include <string>

#include "autopar/result.hpp"

namespace autopar::bench {

// --benchmark_filter as Google Benchmark reads it: an extended regular expression that is looked
// for anywhere in a name; with - before it, those that it is not found in.
class Filter {
 public:
  static Result<Filter> make(const std::string& text);

  [[nodiscard]] bool accepts(const std::string& name) const;

 private:
  Filter(std::regex expression, bool is_negative)
      : expression_(std::move(expression)), is_negative_(is_negative) {}

  std::regex expression_;
  bool is_negative_;
};

}  // namespace autopar::bench
