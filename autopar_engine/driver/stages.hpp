#pragma once

#include <span>
#include <string>
#include <string_view>

#include "driver/explain.hpp"

namespace autopar::driver {

// One step on the way from a text to its verdicts: what --dump=NAME prints.
struct StageDump {
  std::string_view name;
  std::string_view sentence;
  std::string (*dump)(const Explanation&);
};

// In the order in which they run.
[[nodiscard]] std::span<const StageDump> stage_dumps();

// Null for a name that is none.
[[nodiscard]] const StageDump* find_stage_dump(std::string_view name);

}  // namespace autopar::driver
