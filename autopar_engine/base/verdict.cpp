#include "autopar/verdict.hpp"

namespace autopar {
namespace {

std::string list(const std::vector<std::int64_t>& iteration) {
  std::string text;
  for (const std::int64_t value : iteration) {
    text += (text.empty() ? "" : ", ") + std::to_string(value);
  }
  return text;
}

}  // namespace

std::string describe(const Counterexample& example, std::uint32_t first_line,
                     std::uint32_t second_line) {
  return "iterations (" + list(example.first_iteration) + ") and (" +
         list(example.second_iteration) + ") both touch " + example.cell + ": lines " +
         std::to_string(first_line) + " and " + std::to_string(second_line);
}

}  // namespace autopar
