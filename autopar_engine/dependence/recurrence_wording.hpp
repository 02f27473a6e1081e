#pragma once

#include <cstddef>
#include <string>

namespace autopar::dependence {

// Sentences without capitals and full stops: the recurrence, and what takes it apart.
[[nodiscard]] std::string describe_scan(const std::string& place, const std::string& op);
[[nodiscard]] std::string describe_packing(const std::string& count);
[[nodiscard]] std::string describe_linear(const std::string& places, std::size_t order);
[[nodiscard]] std::string describe_moebius(const std::string& place);

}  // namespace autopar::dependence
