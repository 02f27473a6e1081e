#include "tests/dependence/slice_cells.hpp"

#include <algorithm>

namespace autopar::dependence {

SliceIndices slice_indices(std::optional<std::int64_t> lower, std::optional<std::int64_t> upper,
                           std::int64_t step, std::int64_t extent) {
  const std::int64_t first = step < 0 ? -1 : 0;
  const std::int64_t last = step < 0 ? extent - 1 : extent;
  const auto clamp = [&](std::int64_t bound) {
    return std::clamp(bound < 0 ? bound + extent : bound, first, last);
  };
  return {lower ? clamp(*lower) : (step < 0 ? last : first),
          upper ? clamp(*upper) : (step < 0 ? first : last), step};
}

std::vector<std::int64_t> cells_of(const SliceIndices& indices) {
  std::vector<std::int64_t> cells;
  for (std::int64_t cell = indices.start;
       indices.step > 0 ? cell < indices.stop : cell > indices.stop; cell += indices.step) {
    cells.push_back(cell);
  }
  return cells;
}

}  // namespace autopar::dependence
