#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/dependence/affine_nest.hpp"

namespace autopar::dependence {

// A random nest of depth 1 to 4 over a write and a read, or one write twice, of `a`: bounds from a
// handful to a million, some of them `n`, triangular ones, negative steps, siblings, subscripts of
// several indices, row lengths and offsets near the bounds.
class LargeNest : public AffineNest {
 public:
  explicit LargeNest(std::mt19937_64& random);

  loop_ir::AccessId source;
  loop_ir::AccessId sink;
  // The loops around both accesses.
  std::vector<loop_ir::LoopId> common_loops;
  // Of `n`, at the call.
  std::int64_t symbol_value = 0;
  // Large enough for every subscript.
  std::vector<std::int64_t> extents;

  // As a person would write it.
  [[nodiscard]] std::string text() const;
};

}  // namespace autopar::dependence
