#include "dependence/recurrence_wording.hpp"

#include <fmt/format.h>

namespace autopar::dependence {

std::string describe_scan(const std::string& place, const std::string& op) {
  return fmt::format("prefix scan by {} in {}", op, place);
}

std::string describe_packing(const std::string& count) {
  return fmt::format(
      "packing by the count {}: an exclusive scan of what is added gives each iteration its places",
      count);
}

std::string describe_linear(const std::string& places, std::size_t order) {
  const std::string help = order == 1 ? "pairs (b, c)" : fmt::format("{0} x {0} matrices", order);
  return fmt::format("linear recurrence of order {} in {}: a scan over {}, which rounds otherwise",
                     order, places, help);
}

std::string describe_moebius(const std::string& place) {
  return fmt::format("Moebius recurrence in {}: a scan over 2 x 2 matrices, which rounds otherwise",
                     place);
}

}  // namespace autopar::dependence
