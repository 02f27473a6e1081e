#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace autopar::dependence {

// What Python's slice(lower, upper, step).indices(extent) returns, for a step other than 0.
struct SliceIndices {
  std::int64_t start = 0;
  std::int64_t stop = 0;
  std::int64_t step = 1;

  bool operator==(const SliceIndices&) const = default;
};
[[nodiscard]] SliceIndices slice_indices(std::optional<std::int64_t> lower,
                                         std::optional<std::int64_t> upper, std::int64_t step,
                                         std::int64_t extent);

// range(*slice_indices).
[[nodiscard]] std::vector<std::int64_t> cells_of(const SliceIndices& indices);

}  // namespace autopar::dependence
