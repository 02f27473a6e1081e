#pragma once

#include <string>
#include <vector>

#include "verdicts/sketch.hpp"

namespace autopar::study_schema {

struct SketchedNotebook {
  std::string blob;
  verdicts::Sketch sketch{};
};

// For each notebook the position of the first one that near-duplicates lead to from it: two
// notebooks are near-duplicates if kEqualBins of their bins or more are equal. Candidates are those
// that agree in one of kBands groups of bins; with four bins a group, a pair at the threshold is
// missed with a probability below 1e-20. Deterministic.
constexpr std::size_t kEqualBins = 218;  // 0.85 of 256, rounded up
constexpr std::size_t kBands = 64;
[[nodiscard]] std::vector<std::size_t> near_clusters(
    const std::vector<SketchedNotebook>& notebooks);

}  // namespace autopar::study_schema
