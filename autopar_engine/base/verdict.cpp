#include "autopar/verdict.hpp"

namespace autopar {
namespace {

std::string list(const std::vector<IterationValue>& iteration) {
  std::string text;
  for (const IterationValue& value : iteration) {
    const auto* number = std::get_if<std::int64_t>(&value);
    text += text.empty() ? "" : ", ";
    text += number != nullptr ? std::to_string(*number) : std::get<std::string>(value);
  }
  return text;
}

}  // namespace

std::string describe(const Counterexample& example, std::uint32_t first_line,
                     std::uint32_t second_line) {
  return "iterations (" + list(example.first_iteration) + ") and (" +
         list(example.second_iteration) + ") both touch " + example.cell +
         (example.is_conditional ? ", if they get there" : "") + ": lines " +
         std::to_string(first_line) + " and " + std::to_string(second_line);
}

}  // namespace autopar
